using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>任职 · Somebody takes up a post, or what is entered of her term changes. Never more at a time than the post has seats.</summary>
/// <param name="Id">The term that changes; null for a new one.</param>
/// <param name="Post">The post.</param>
/// <param name="Account">The holder, where she works on the platform; otherwise <paramref name="Person"/>.</param>
/// <param name="Person">The holder in the register.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null where none is set.</param>
/// <param name="Version">What the asker saw of the term.</param>
internal sealed record SaveTerm(Guid? Id, Guid Post, string? Account, Guid? Person, DateOnly? From, DateOnly? To, long Version) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Post.ToString();

    /// <summary>The register knows no birthday: whoever turns 18 in this year may.</summary>
    public static bool MayHold(int birthYear, DateTime now) => ChinaTime.Day(now).Year - birthYear >= 18;

    public void Check(FieldErrors errors)
    {
        if (string.IsNullOrEmpty(Account) == Person is null) errors.Add(nameof(Person), "Term.OneHolder");
        if (From is null) errors.Add(nameof(From), "Field.Required");
        BodyDays.Check(errors, nameof(From), From, nameof(To), To);
    }
}

/// <summary>On this day every seat of the post is taken.</summary>
internal sealed record PostHeld(DateOnly Day, int Seats) : Refusal
{
    public override object?[] Args => [Day, Seats];

    public override string? Field => nameof(SaveTerm.From);
}

/// <summary>She holds this post in that time already.</summary>
internal sealed record HoldsAlready : Refusal
{
    public override string? Field => nameof(SaveTerm.Person);
}

/// <summary>Children hold no posts: their names do not stand on boards.</summary>
internal sealed record HolderTooYoung : Refusal
{
    public override string? Field => nameof(SaveTerm.Person);
}

/// <summary>The body is closed, or will be before the term ends.</summary>
internal sealed record BodyClosed(DateOnly Closed) : Refusal
{
    public override object?[] Args => [Closed];

    public override string? Field => nameof(SaveTerm.To);
}

/// <summary>A post has another holder, or its holder another term. The one who held it is named by id: an account or a resident.</summary>
[EventName("host.post-holder-changed.v1")]
internal sealed record PostHolderChanged(Guid Body, Guid Post, string? Account, Guid? Person, DateOnly From, DateOnly? To);

internal sealed class SaveTermHandler(CommunityDbContext database, CurrentPerson asker, CurrentCommunity community, AccountBook accounts, IOutbox outbox, IAct act) : IHandler<SaveTerm, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveTerm ask, CancellationToken stop)
    {
        if (await database.Posts.SingleOrDefaultAsync(post => post.Id == ask.Post, stop) is not { } post) return new NotFound();
        var terms = await database.Terms.Where(term => term.PostId == post.Id).ToListAsync(stop);
        var found = terms.Find(term => term.Id == ask.Id);
        if (ask.Id is not null && found is null) return new NotFound();
        if (found is not null && found.Version != ask.Version) return new Stale();
        var account = ask.Person is null ? ask.Account : null;
        if (!await IsThere(account, ask.Person, found, stop)) return new NotFound();
        var born = await database.Persons.Where(person => person.Id == ask.Person).Select(person => (int?)person.BirthYear).SingleOrDefaultAsync(stop);
        if (born is { } year && !SaveTerm.MayHold(year, act.Now)) return new HolderTooYoung();
        var body = await database.Bodies.SingleAsync(one => one.Id == post.BodyId, stop);
        if (body.Closed is { } closed && (ask.To is null || ask.To > closed)) return new BodyClosed(closed);
        var wanted = new PostTerm { PostId = post.Id, AccountId = account, PersonId = ask.Person, From = ask.From!.Value, To = ask.To };
        var others = terms.FindAll(term => term != found);
        if (others.Exists(term => term.Overlaps(wanted) && (account is not null ? term.AccountId == account : term.PersonId == ask.Person))) return new HoldsAlready();
        if (BodyPost.FullOn(post.Seats, [.. others, wanted]) is { } day) return new PostHeld(day, post.Seats);
        if (found is null) database.Terms.Add(found = wanted);
        else (found.AccountId, found.PersonId, found.From, found.To) = (account, ask.Person, wanted.From, ask.To);
        found.Version++;
        outbox.Add(new PostHolderChanged(body.Id, post.Id, account, ask.Person, wanted.From, ask.To));
        return found.Id;
    }

    /// <summary>Somebody of this community whom the asker may see. Whoever holds the post already may have left since.</summary>
    private async Task<bool> IsThere(string? account, Guid? person, PostTerm? before, CancellationToken stop) =>
        person is { } id
            ? before?.PersonId == id || await database.Residents(asker).AnyAsync(one => one.Person.Id == id && one.Person.LeftAt == null, stop)
            : before?.AccountId == account || await accounts.WorksAt(community.Slug, account!, stop);
}
