using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace Good;

[EventName("good.note-added.v1")]
internal sealed record NoteAdded(Guid Id);

/// <summary>What the handler does after it has added its note.</summary>
internal enum Then { Succeed, Refuse, Throw, TimeOut }

internal sealed record Full : Refusal;

internal sealed record AddNote(string Text, Then Then = Then.Succeed) : IUseCase<Guid>
{
    public static Permission Needs => "good.write";

    public void Check(FieldErrors errors)
    {
        if (Text == "throw in check") throw new InvalidOperationException("check");
        errors.Text(nameof(Text), Text, 40);
    }
}

internal sealed class AddNoteHandler(GoodDbContext database, IOutbox outbox, IAct act) : IHandler<AddNote, Guid>
{
    public Task<Outcome<Guid>> Handle(AddNote ask, CancellationToken stop)
    {
        var note = new Note { Text = ask.Text };
        database.Notes.Add(note);
        outbox.Add(new NoteAdded(note.Id));
        act.Subject = note.Id.ToString();
        return ask.Then switch
        {
            Then.Refuse => Task.FromResult<Outcome<Guid>>(new Full()),
            Then.Throw => throw new InvalidOperationException("asked to throw"),
            Then.TimeOut => throw new TaskCanceledException("something inside took too long"),
            _ => Task.FromResult<Outcome<Guid>>(note.Id),
        };
    }
}

internal sealed record EditNote(Guid Id, long Version, string Text) : IUseCase<Done>
{
    public static Permission Needs => "good.write";
}

internal sealed class EditNoteHandler(GoodDbContext database) : IHandler<EditNote, Done>
{
    public async Task<Outcome<Done>> Handle(EditNote ask, CancellationToken stop)
    {
        if (await database.Notes.FindAsync([ask.Id], stop) is not { } note) return new NotFound();
        database.Entry(note).Property(row => row.Version).OriginalValue = ask.Version;
        (note.Text, note.Version) = (ask.Text, ask.Version + 1);
        return new Done();
    }
}

internal sealed record CountNotes : IQuery<int>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class CountNotesHandler(GoodDbContext database) : IHandler<CountNotes, int>
{
    public async Task<Outcome<int>> Handle(CountNotes ask, CancellationToken stop) => await database.Notes.CountAsync(stop);
}

internal sealed record ListNotes : IQuery<IReadOnlyList<string>>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class ListNotesHandler(GoodDbContext database) : IHandler<ListNotes, IReadOnlyList<string>>
{
    public async Task<Outcome<IReadOnlyList<string>>> Handle(ListNotes ask, CancellationToken stop) =>
        await database.Notes.OrderBy(note => note.Id).Select(note => note.Text).ToListAsync(stop);
}

internal sealed record CountOneMore : IUseCase<int>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class CountOneMoreHandler(GoodDbContext database) : IHandler<CountOneMore, int>
{
    public async Task<Outcome<int>> Handle(CountOneMore ask, CancellationToken stop)
    {
        var tally = await database.Tallies.FirstOrDefaultAsync(stop);
        if (tally is null) database.Tallies.Add(tally = new());
        await Task.Yield();
        return ++tally.Count;
    }
}

[EventName("lib-a.rendered.v1")]
internal sealed record Rendered(string Html);

internal sealed class WhenRenderedKeep(GoodDbContext database) : IReaction<Rendered>
{
    public Task React(Rendered fact, CancellationToken stop)
    {
        database.Heard.Add(new() { Text = fact.Html });
        return AppContext.GetData("good:reaction") switch
        {
            "throw" => throw new InvalidOperationException("the reaction fails"),
            "time-out" => throw new TaskCanceledException("the reaction takes too long"),
            _ => Task.CompletedTask,
        };
    }
}

#if V2
internal sealed class WhenRenderedPaint(GoodDbContext database) : IReaction<Rendered>
{
    public Task React(Rendered fact, CancellationToken stop)
    {
        database.Heard.Add(new() { Text = "painted " + fact.Html });
        return Task.CompletedTask;
    }
}
#endif

internal sealed record CountHeard : IQuery<int>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class CountHeardHandler(GoodDbContext database) : IHandler<CountHeard, int>
{
    public async Task<Outcome<int>> Handle(CountHeard ask, CancellationToken stop) => await database.Heard.CountAsync(stop);
}
