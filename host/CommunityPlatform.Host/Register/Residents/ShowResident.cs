using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>居民卡片 · Shows one resident with her household and history; the look stands in the record that she can read.</summary>
internal sealed record ShowResident(Guid Id, string Purpose) : IQuery<ResidentCard>
{
    public static Permission Needs => HostPermissions.SeeRegister;

    public string? Subject => Id.ToString();

    public void Check(FieldErrors errors)
    {
        if (!Purposes.All.Contains(Purpose)) errors.Add(nameof(Purpose), "Purpose.Choose");
    }
}

/// <summary>What the resident's page shows. The phone is masked.</summary>
public sealed record ResidentCard(
    Guid Id, string Name, int BirthYear, string Phone, Guid Building, string BuildingName, int Stair, string Door, string Grid, DateTime? LeftAt, long Version,
    IReadOnlyList<Housemate> Household, IReadOnlyList<MoveRow> Moves, IReadOnlyList<LookRow> Looks);

/// <summary>同户 · Somebody behind the same door, masked.</summary>
public sealed record Housemate(Guid Id, string Name, int BirthYear);

/// <summary>One move.</summary>
public sealed record MoveRow(DateTime At, MoveKind Kind, string? From, string? To, string By);

/// <summary>Who looked, when, how and why. Module is the host for the register itself.</summary>
public sealed record LookRow(DateTime At, string? Account, string Module, string Purpose, string? Reason, string? Kind);

internal sealed class ShowResidentHandler(CommunityDbContext database, CurrentPerson asker, IVault vault, ActFrame act) : IHandler<ShowResident, ResidentCard>
{
    private const int LatestLooks = 50;

    public async Task<Outcome<ResidentCard>> Handle(ShowResident ask, CancellationToken stop)
    {
        if (await database.Residents(asker).AsNoTracking().SingleOrDefaultAsync(one => one.Person.Id == ask.Id, stop) is not { } found) return new NotFound();
        var person = found.Person;
        var mates = await database.Persons.AsNoTracking().Where(one => one.HouseholdId == person.HouseholdId && one.Id != person.Id && one.LeftAt == null)
            .OrderBy(one => one.BirthYear).Select(one => new { one.Id, one.Name, one.BirthYear }).ToListAsync(stop);
        var ids = await database.FormerIds(person.Id, stop);
        var looks = await database.Looks(ids, LatestLooks, stop);
        act.Looks.Add((new(ask.Purpose, person.Id), 1));
        return new ResidentCard(
            person.Id, person.Name, person.BirthYear, vault.Masked(HostPersonalData.Phone, person.Phone, Masks.Phone), found.Building.Id, found.Building.Name,
            found.Household.Stair, found.Household.Door, found.Grid.Name, person.LeftAt, person.Version,
            mates.ConvertAll(mate => new Housemate(mate.Id, Masks.Name(mate.Name), mate.BirthYear)), await Moves(ids, stop), looks);
    }

    private async Task<List<MoveRow>> Moves(List<Guid> ids, CancellationToken stop)
    {
        var moves = await database.Moves.AsNoTracking().Where(move => ids.Contains(move.PersonId)).OrderByDescending(move => move.At).ToListAsync(stop);
        var doors = moves.SelectMany(move => new[] { move.FromHousehold, move.ToHousehold }).OfType<Guid>().Distinct().ToList();
        var places = await (from household in database.Households
                            join building in database.Buildings on household.BuildingId equals building.Id
                            where doors.Contains(household.Id)
                            select new { household.Id, Place = building.Name + " " + household.Door }).ToDictionaryAsync(one => one.Id, one => one.Place, stop);
        return moves.ConvertAll(move => new MoveRow(move.At, move.Kind, Place(move.FromHousehold), Place(move.ToHousehold), move.By));

        string? Place(Guid? household) => household is { } id ? places.GetValueOrDefault(id) : null;
    }
}

/// <summary>What is asked of somebody's history in several places.</summary>
internal static class Histories
{
    /// <summary>Her id and those of the entries that were merged into hers: their history is hers.</summary>
    public static async Task<List<Guid>> FormerIds(this CommunityDbContext database, Guid person, CancellationToken stop)
    {
        var ids = new List<Guid> { person };
        for (var i = 0; i < ids.Count; i++)
        {
            var kept = ids[i];
            ids.AddRange(await database.Merges.Where(merge => merge.Kept == kept).Select(merge => merge.Gone).ToListAsync(stop));
        }
        return ids;
    }

    /// <summary>The latest looks at somebody.</summary>
    public static async Task<List<LookRow>> Looks(this CommunityDbContext database, List<Guid> ids, int most, CancellationToken stop) =>
        (await database.Access.AsNoTracking().Where(line => line.Resident != null && ids.Contains(line.Resident.Value)).OrderByDescending(line => line.At).Take(most).ToListAsync(stop))
            .ConvertAll(line => new LookRow(line.At, line.Account, line.Module, line.Purpose, line.Reason, line.Kind?.ToString()));
}
