using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>迁移登记 · Notes that a resident lives behind another door, has left, has died, or has come back.</summary>
/// <param name="Id">Whom.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Building">The new building, for a move in or within.</param>
/// <param name="Stair">The new stair.</param>
/// <param name="Door">The new door.</param>
/// <param name="Version">What was seen.</param>
internal sealed record MoveResident(Guid Id, MoveKind Kind, Guid? Building, int Stair, string Door, long Version) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();

    public void Check(FieldErrors errors)
    {
        if (Kind is MoveKind.Out or MoveKind.Died) return;
        if (Building is null) errors.Add(nameof(Building), "Field.Required");
        errors.Text(nameof(Door), Door, 30);
        errors.Range(nameof(Stair), Stair, 1, 50);
    }
}

/// <summary>She lives behind this door already.</summary>
internal sealed record LivesThere : Refusal
{
    public override string? Field => nameof(MoveResident.Door);
}

/// <summary>She has left already.</summary>
internal sealed record HasLeft : Refusal;

internal sealed class MoveResidentHandler(CommunityDbContext database, CurrentPerson asker, IOutbox outbox, IAct act) : IHandler<MoveResident, Done>
{
    public async Task<Outcome<Done>> Handle(MoveResident ask, CancellationToken stop)
    {
        if (await database.Residents(asker).SingleOrDefaultAsync(one => one.Person.Id == ask.Id, stop) is not { } found) return new NotFound();
        var person = found.Person;
        if (person.Version != ask.Version) return new Stale();
        var from = person.HouseholdId;
        var (kind, refusal) = ask.Kind is MoveKind.Out or MoveKind.Died ? Leave(person, ask.Kind) : await Settle(person, ask, stop);
        if (refusal is not null) return refusal;
        person.Version++;
        database.Moves.Add(new()
        {
            PersonId = person.Id, Kind = kind, FromHousehold = kind == MoveKind.In ? null : from, ToHousehold = person.LeftAt is null ? person.HouseholdId : null,
            At = act.Now, By = asker.Name,
        });
        outbox.Add(new ResidentMoved(person.Id, kind.ToString()));
        return new Done();
    }

    private (MoveKind, Refusal?) Leave(Person person, MoveKind kind)
    {
        if (person.LeftAt is not null) return (kind, new HasLeft());
        person.LeftAt = act.Now;
        return (kind, null);
    }

    /// <summary>Whoever had left and has a door again has come back.</summary>
    private async Task<(MoveKind, Refusal?)> Settle(Person person, MoveResident ask, CancellationToken stop)
    {
        var kind = person.LeftAt is null ? MoveKind.Within : MoveKind.In;
        if (await database.Buildings.SingleOrDefaultAsync(one => one.Id == ask.Building, stop) is not { } building) return (kind, new NotFound());
        var household = await database.HouseholdAt(building, ask.Stair, ask.Door, stop);
        if (kind == MoveKind.Within && household.Id == person.HouseholdId) return (kind, new LivesThere());
        (person.HouseholdId, person.LeftAt) = (household.Id, null);
        return (kind, null);
    }
}
