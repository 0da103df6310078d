using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Consents;

/// <summary>登记同意 · Notes that a resident, or the guardian of a child, consented to one purpose after she was shown the notice.</summary>
/// <param name="Person">Who is concerned.</param>
/// <param name="Purpose">To what.</param>
/// <param name="Notice">The notice that was shown, by its hash.</param>
/// <param name="Way">How she said it.</param>
/// <param name="Until">The last day on which it holds; null for the purpose's own time, or until it is withdrawn.</param>
/// <param name="Guardian">Who consented for a child.</param>
internal sealed record GiveConsent(Guid Person, string Purpose, string Notice, ConsentWay Way, DateOnly? Until, Guid? Guardian) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.KeepConsents;

    public string? Subject => Purpose;

    public string? OnBehalfOf => Person.ToString();

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Purpose), Purpose, 100);
        if (!Enum.IsDefined(Way)) errors.Add(nameof(Way), "Field.Required");
    }
}

/// <summary>She consented already, and it still holds.</summary>
internal sealed record ConsentHolds : Refusal;

/// <summary>The day has passed already.</summary>
internal sealed record UntilIsPast : Refusal
{
    public override string? Field => nameof(GiveConsent.Until);
}

/// <summary>Somebody under 14 does not decide alone: a guardian from the register is needed.</summary>
internal sealed record GuardianNeeded : Refusal
{
    public override string? Field => nameof(GiveConsent.Guardian);
}

/// <summary>She decides for herself.</summary>
internal sealed record NoGuardianNeeded : Refusal
{
    public override string? Field => nameof(GiveConsent.Guardian);
}

internal sealed class GiveConsentHandler(CommunityDbContext database, CurrentPerson asker, CurrentCommunity community, DeclaredHere declared, IAct act) : IHandler<GiveConsent, Guid>
{
    public async Task<Outcome<Guid>> Handle(GiveConsent ask, CancellationToken stop)
    {
        if (await database.Residents(asker).SingleOrDefaultAsync(one => one.Person.Id == ask.Person, stop) is not { } found) return new NotFound();
        if (declared.Consents(community.Slug).FirstOrDefault(one => one.Id == ask.Purpose) is not { } purpose) return new NotFound();
        // What she was shown is not what is asked now.
        if (NoticeText.HashOf(purpose) != ask.Notice) return new Stale();
        if (ask.Until < ChinaTime.Day(act.Now)) return new UntilIsPast();
        if (await Guards(found.Person.BirthYear, ask, stop) is { } no) return no;
        var before = await database.Consents.Where(one => one.PersonId == ask.Person && one.Purpose == ask.Purpose && one.WithdrawnAt == null).ToListAsync(stop);
        if (before.Exists(one => one.Holds(act.Now))) return new ConsentHolds();
        var notice = await NoticeText.Kept(database, purpose, act.Now, stop);
        var consent = new Consent
        {
            PersonId = ask.Person, Purpose = ask.Purpose, NoticeId = notice.Id, Way = ask.Way, At = act.Now, Until = End(ask, purpose.Days), Account = asker.AccountId, By = asker.Name, GuardianId = ask.Guardian,
        };
        database.Consents.Add(consent);
        return consent.Id;
    }

    private async Task<Refusal?> Guards(int birthYear, GiveConsent ask, CancellationToken stop)
    {
        if (!Guardianship.Guards(birthYear, act.Now)) return ask.Guardian is null ? null : new NoGuardianNeeded();
        return ask.Guardian is { } guardian && await database.Guardians.AnyAsync(one => one.Child == ask.Person && one.Guardian == guardian, stop) ? null : new GuardianNeeded();
    }

    /// <summary>The earlier of the day that was said and the purpose's own time.</summary>
    private DateTime? End(GiveConsent ask, int? days)
    {
        DateTime? own = days is { } most ? act.Now.AddDays(most) : null;
        DateTime? said = ask.Until is { } day ? ChinaTime.StartOf(day.AddDays(1)) : null;
        return own is null ? said : said is null || own < said ? own : said;
    }
}
