using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Sets a rehearsal for some entries.</summary>
public sealed record SetRehearsal(Guid Gala, DateTime Start, string Place, IReadOnlyList<Guid> Entries) : IUseCase<Guid>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (Start == default) errors.Add(nameof(Start), "Field.Required");
        errors.Text(nameof(Place), Place, 60);
        if (Entries.Count == 0) errors.Add(nameof(Entries), "Field.Required");
    }
}

/// <summary>Sets the show of one of the two paired sides; each has exactly one .</summary>
public sealed record SetShow(Guid Gala, Guid Side, DateTime Start, string Place) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (Start == default) errors.Add(nameof(Start), "Field.Required");
        errors.Text(nameof(Place), Place, 60);
    }
}

/// <summary>Records how many saw a show.</summary>
public sealed record CountAudience(Guid Gala, Guid Show, int Audience) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Show.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Audience), Audience, 0, 100_000);
}

/// <summary>Ends a gala after both shows.</summary>
public sealed record FinishGala(Guid Gala, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();
}

/// <summary>Another rehearsal takes place there at that time.</summary>
public sealed record RehearsalClash(string Place) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Place];
    /// <inheritdoc/>
    public override string Field => nameof(SetRehearsal.Place);
}

internal sealed class SetRehearsalHandler(CultureDbContext db) : IHandler<SetRehearsal, Guid>
{
    public async Task<Outcome<Guid>> Handle(SetRehearsal ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Gala, stop) is not { } found) return new NotFound();
        if (found.Step == GalaStep.Over) return new GalaIsOver();
        if (!ask.Entries.All(id => found.Entries.Exists(entry => entry.Id == id))) return new NotFound();
        if (found.Rehearsals.Exists(one => one.Start == ask.Start && one.Place == ask.Place.Trim())) return new RehearsalClash(ask.Place.Trim());
        var rehearsal = new Rehearsal(found.Id, ask.Start, ask.Place.Trim(), ask.Entries.Distinct());
        found.Rehearsals.Add(rehearsal);
        found.Touch();
        return rehearsal.Id;
    }
}

internal sealed class SetShowHandler(CultureDbContext db) : IHandler<SetShow, Done>
{
    public async Task<Outcome<Done>> Handle(SetShow ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Gala, stop) is not { } found || !found.Sides.Exists(side => side.Id == ask.Side && side.Pairing)) return new NotFound();
        if (found.Step == GalaStep.Over) return new GalaIsOver();
        if (found.Shows.Find(show => show.SideId == ask.Side) is { } show) show.Move(ask.Start, ask.Place.Trim());
        else found.Shows.Add(new Show(found.Id, ask.Side, ask.Start, ask.Place.Trim()));
        found.Touch();
        return new Done();
    }
}

internal sealed class CountAudienceHandler(CultureDbContext db, IAct act) : IHandler<CountAudience, Done>
{
    public async Task<Outcome<Done>> Handle(CountAudience ask, CancellationToken stop)
    {
        var found = await db.Gala(ask.Gala, stop);
        if (found?.Shows.Find(one => one.Id == ask.Show) is not { } show) return new NotFound();
        if (found.Step == GalaStep.Over) return new GalaIsOver();
        if (act.Now < show.Start) return new NotYetStarted(show.Start);
        show.Count(ask.Audience);
        found.Touch();
        return new Done();
    }
}

internal sealed class FinishGalaHandler(CultureDbContext db, IOutbox outbox) : IHandler<FinishGala, Done>
{
    public async Task<Outcome<Done>> Handle(FinishGala ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Gala, stop) is not { } found) return new NotFound();
        if (found.Version != ask.Seen) return new Stale();
        if (found.Finish() is { } no) return no;
        foreach (var show in found.Shows) outbox.Add(new ActivityClosed(show.Id, "gala-show", ChinaTime.Day(show.Start), show.Audience!.Value));
        return new Done();
    }
}
