using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.Consents;
using CommunityPlatform.Host.Register.Names;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>登记或更正居民 · Enters a resident, or corrects what stands there. A phone left as it was shown, masked, stays as it is.</summary>
/// <param name="Id">Whom, or null for somebody new.</param>
/// <param name="Name">The name whole.</param>
/// <param name="BirthYear">The year of birth.</param>
/// <param name="Phone">The number; empty for none; null to leave it as it is.</param>
/// <param name="Building">Where somebody new lives; a resident changes her door by moving.</param>
/// <param name="Stair">单元.</param>
/// <param name="Door">The door as people say it.</param>
/// <param name="Version">What was seen, so that two people do not write over each other.</param>
/// <param name="Guardian">Who decides for a child under 14: without one, nothing is kept of it.</param>
/// <param name="Relation">What the guardian is to the child.</param>
internal sealed record SaveResident(
    Guid? Id, string Name, int BirthYear, string? Phone, Guid? Building, int Stair, string Door, long Version, Guid? Guardian = null, GuardianRelation? Relation = null) : IUseCase<Guid>
{
    public const int OldestYear = 1900;

    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString();

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 50);
        if (!string.IsNullOrWhiteSpace(Name) && Name.Any(char.IsDigit)) errors.Add(nameof(Name), "Name.NoDigits");
        errors.Range(nameof(BirthYear), BirthYear, OldestYear, 2100);
        if (!string.IsNullOrWhiteSpace(Phone) && Contact.Tidy(Phone) is null) errors.Add(nameof(Phone), "Phone.Unfit");
        if (Guardian is not null && (Relation is not { } relation || !Enum.IsDefined(relation))) errors.Add(nameof(Relation), "Field.Required");
        if (Id is not null) return;
        if (Building is null) errors.Add(nameof(Building), "Field.Required");
        errors.Text(nameof(Door), Door, 30);
        errors.Range(nameof(Stair), Stair, 1, 50);
    }
}

/// <summary>The year has not come yet.</summary>
internal sealed record BornInFuture : Refusal
{
    public override string? Field => nameof(SaveResident.BirthYear);
}

/// <summary>Somebody of this name and year stands behind this door already.</summary>
internal sealed record ResidentKnown : Refusal
{
    public override string? Field => nameof(SaveResident.Name);
}

internal sealed class SaveResidentHandler(CommunityDbContext database, CurrentPerson asker, IVault vault, IAct act) : IHandler<SaveResident, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveResident ask, CancellationToken stop)
    {
        if (ask.BirthYear > act.Now.Year) return new BornInFuture();
        return ask.Id is { } id ? await Correct(id, ask, stop) : await Enter(ask, stop);
    }

    private async Task<Outcome<Guid>> Correct(Guid id, SaveResident ask, CancellationToken stop)
    {
        if (await database.Residents(asker).SingleOrDefaultAsync(one => one.Person.Id == id, stop) is not { } found) return new NotFound();
        if (found.Person.Version != ask.Version) return new Stale();
        if (await Guarded(id, ask, stop) is { } no) return no;
        Fill(found.Person, ask, vault);
        found.Person.Version++;
        return id;
    }

    private async Task<Outcome<Guid>> Enter(SaveResident ask, CancellationToken stop)
    {
        if (await database.Buildings.SingleOrDefaultAsync(one => one.Id == ask.Building, stop) is not { } building || !asker.Sees(building.GridId)) return new NotFound();
        var household = await database.HouseholdAt(building, ask.Stair, ask.Door, stop);
        if (await database.Persons.AnyAsync(one => one.HouseholdId == household.Id && one.Name == ask.Name.Trim() && one.BirthYear == ask.BirthYear && one.LeftAt == null, stop)) return new ResidentKnown();
        var person = new Person { Id = Guid.CreateVersion7(), HouseholdId = household.Id, Name = "", NamePinyin = "", NameInitials = "", BirthYear = 0 };
        if (await Guarded(person.Id, ask, stop) is { } no) return no;
        Fill(person, ask, vault);
        database.Persons.Add(person);
        database.Moves.Add(new() { PersonId = person.Id, Kind = MoveKind.In, ToHousehold = household.Id, At = act.Now, By = asker.Name });
        act.Subject = person.Id.ToString();
        return person.Id;
    }

    /// <summary>A child is entered with a guardian, or not at all; a correction that makes somebody a child asks for one too.</summary>
    private async Task<Refusal?> Guarded(Guid id, SaveResident ask, CancellationToken stop)
    {
        if (!Guardianship.Guards(ask.BirthYear, act.Now)) return ask.Guardian is null ? null : new NoGuardianNeeded();
        if (ask.Guardian is { } guardian) return await database.Guard(id, guardian, ask.Relation!.Value, asker, act.Now, stop);
        // Whoever was entered before guardians were asked for can still be corrected as the child she was.
        var before = await database.Persons.Where(one => one.Id == id).Select(one => (int?)one.BirthYear).SingleOrDefaultAsync(stop);
        return before is { } year && Guardianship.Guards(year, act.Now) ? null
            : await database.Guardians.AnyAsync(one => one.Child == id, stop) ? null : new GuardianNeeded();
    }

    private static void Fill(Person person, SaveResident ask, IVault vault)
    {
        person.Rename(ask.Name);
        person.BirthYear = ask.BirthYear;
        if (ask.Phone is not null) Contact.Set(person, Contact.Tidy(ask.Phone), vault);
    }
}

/// <summary>What several acts of the register do alike.</summary>
internal static class RegisterSteps
{
    /// <summary>Gives a person a name, with how it is typed.</summary>
    public static void Rename(this Person person, string name)
    {
        person.Name = name.Trim();
        (person.NamePinyin, person.NameInitials) = Pinyin.Of(person.Name);
    }

    /// <summary>The household behind a door; where there is none, one is entered.</summary>
    public static async Task<Household> HouseholdAt(this CommunityDbContext database, Building building, int stair, string door, CancellationToken stop)
    {
        door = door.Trim();
        if (database.Households.Local.FirstOrDefault(Here) is { } fresh) return fresh;
        if (await database.Households.FirstOrDefaultAsync(one => one.BuildingId == building.Id && one.Stair == stair && one.Door == door, stop) is { } known) return known;
        var household = new Household { Id = Guid.CreateVersion7(), BuildingId = building.Id, Stair = stair, Door = door };
        database.Households.Add(household);
        return household;

        bool Here(Household one) => one.BuildingId == building.Id && one.Stair == stair && one.Door == door;
    }
}

/// <summary>A person lives elsewhere now, or here no more; modules that keep her id may have to follow.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Kind">In, Within, Out or Died.</param>
[EventName("host.resident-moved.v1")]
internal sealed record ResidentMoved(Guid Person, string Kind);
