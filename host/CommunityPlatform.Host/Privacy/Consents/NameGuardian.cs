using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Consents;

/// <summary>登记监护人 · Notes who decides for a child; both are residents of the register.</summary>
internal sealed record NameGuardian(Guid Child, Guid? Guardian, GuardianRelation? Relation) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.KeepConsents;

    public string? Subject => Child.ToString();

    public void Check(FieldErrors errors)
    {
        if (Guardian is null) errors.Add(nameof(Guardian), "Field.Required");
        if (Relation is not { } relation || !Enum.IsDefined(relation)) errors.Add(nameof(Relation), "Field.Required");
    }
}

/// <summary>A guardian is of age.</summary>
internal sealed record GuardianTooYoung : Refusal
{
    public override string? Field => nameof(NameGuardian.Guardian);
}

/// <summary>She stands as the guardian already.</summary>
internal sealed record GuardianKnown : Refusal
{
    public override string? Field => nameof(NameGuardian.Guardian);
}

/// <summary>Consents that she gave for the child hold; they are withdrawn first.</summary>
internal sealed record ConsentsStandOnHer(int Count) : Refusal
{
    public override object?[] Args => [Count];
}

internal sealed class NameGuardianHandler(CommunityDbContext database, CurrentPerson asker, IAct act) : IHandler<NameGuardian, Guid>
{
    public async Task<Outcome<Guid>> Handle(NameGuardian ask, CancellationToken stop)
    {
        if (await database.Residents(asker).SingleOrDefaultAsync(one => one.Person.Id == ask.Child, stop) is not { } child) return new NotFound();
        if (!Guardianship.Guards(child.Person.BirthYear, act.Now)) return new NoGuardianNeeded();
        return await database.Guard(ask.Child, ask.Guardian!.Value, ask.Relation!.Value, asker, act.Now, stop) is { } refusal ? refusal : act.Id;
    }
}

/// <summary>移除监护人 · Takes a wrong or former guardian off.</summary>
internal sealed record RemoveGuardian(Guid Id) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.KeepConsents;

    public string? Subject => Id.ToString();
}

internal sealed class RemoveGuardianHandler(CommunityDbContext database, CurrentPerson asker, IAct act) : IHandler<RemoveGuardian, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveGuardian ask, CancellationToken stop)
    {
        if (await database.Guardians.SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is not { } link) return new NotFound();
        if (!await database.Residents(asker).AnyAsync(one => one.Person.Id == link.Child, stop)) return new NotFound();
        var given = await database.Consents.Where(one => one.PersonId == link.Child && one.GuardianId == link.Guardian && one.WithdrawnAt == null).ToListAsync(stop);
        if (given.Count(one => one.Holds(act.Now)) is > 0 and var holding) return new ConsentsStandOnHer(holding);
        database.Guardians.Remove(link);
        return new Done();
    }
}

/// <summary>What entering a child and naming a guardian do alike.</summary>
internal static class Guarding
{
    /// <summary>Puts the two together; a guardian is a resident whom the asker may see, of age, and not the child itself.</summary>
    public static async Task<Refusal?> Guard(this CommunityDbContext database, Guid child, Guid guardian, GuardianRelation relation, CurrentPerson asker, DateTime now, CancellationToken stop)
    {
        if (await database.Residents(asker).Where(one => one.Person.Id == guardian && one.Person.LeftAt == null).Select(one => (int?)one.Person.BirthYear).SingleOrDefaultAsync(stop) is not { } born) return new NotFound();
        if (child == guardian || !Guardianship.IsOfAge(born, now)) return new GuardianTooYoung();
        if (await database.Guardians.AnyAsync(one => one.Child == child && one.Guardian == guardian, stop)) return new GuardianKnown();
        database.Guardians.Add(new() { Child = child, Guardian = guardian, Relation = relation, At = now, By = asker.Name });
        return null;
    }
}
