using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>What residents are ordered by.</summary>
internal enum ResidentSort
{
    Name,
    Place,
    BirthYear,
}

/// <summary>
/// 居民查询 · Finds residents of the asker's grids, masked. Words are parted by spaces and each must fit: the name, its pinyin or
/// initials, building or door, the last four digits of the phone or the whole number.
/// </summary>
internal sealed record BrowseResidents(
    string Purpose, string? Text, Guid? Grid, bool Left, int Skip, int Take, ResidentSort Sort = ResidentSort.Name, bool Up = true) : IQuery<ResidentPage>
{
    /// <summary>As many as a search for somebody finds.</summary>
    public const int Few = 20;

    public static Permission Needs => HostPermissions.SeeRegister;

    public void Check(FieldErrors errors)
    {
        if (!Purposes.All.Contains(Purpose)) errors.Add(nameof(Purpose), "Purpose.Choose");
        errors.Text(nameof(Text), Text, 60, required: false);
        errors.Range(nameof(Skip), Skip, 0, 10_000_000);
        errors.Range(nameof(Take), Take, 1, 200);
    }
}

/// <summary>One page, and how many there are in all.</summary>
internal sealed record ResidentPage(IReadOnlyList<ResidentRow> Rows, int Count);

/// <summary>One resident in a list.</summary>
public sealed record ResidentRow(Guid Id, string Name, string Place, string Grid, int BirthYear, string Phone, bool Left);

internal sealed class BrowseResidentsHandler(CommunityDbContext database, CurrentPerson asker, IVault vault, ActFrame act) : IHandler<BrowseResidents, ResidentPage>
{
    public async Task<Outcome<ResidentPage>> Handle(BrowseResidents ask, CancellationToken stop)
    {
        var persons = (await database.Persons(ask.Text, vault, stop)).Where(person => ask.Left == (person.LeftAt != null));
        var found = database.Residents(asker, persons);
        if (ask.Grid is { } grid) found = found.Where(one => one.Building.GridId == grid);
        var count = asker.Grids is null && ask.Grid is null ? await persons.CountAsync(stop) : await found.CountAsync(stop);
        var rows = await Ordered(found, ask).ThenBy(one => one.Person.Id).Skip(ask.Skip).Take(ask.Take)
            .Select(one => new { one.Person.Id, one.Person.Name, Building = one.Building.Name, one.Household.Door, Grid = one.Grid.Name, one.Person.BirthYear, one.Person.Phone, one.Person.LeftAt })
            .ToListAsync(stop);
        act.Looks.Add((new(ask.Purpose), rows.Count));
        // Whoever is looked for by name stands in few rows; a whole list on the screen is one line with its count.
        if (!string.IsNullOrWhiteSpace(ask.Text) && count <= BrowseResidents.Few) act.Glances.AddRange(rows.Select(row => (ask.Purpose, row.Id, AccessKind.Found)));
        return new ResidentPage(
            rows.ConvertAll(row => new ResidentRow(
                row.Id, Masks.Name(row.Name), $"{row.Building} {row.Door}", row.Grid, row.BirthYear, vault.Masked(HostPersonalData.Phone, row.Phone, Masks.Phone), row.LeftAt is not null)),
            count);
    }

    private static IOrderedQueryable<Residence> Ordered(IQueryable<Residence> found, BrowseResidents ask) => ask.Sort switch
    {
        ResidentSort.Place => ask.Up
            ? found.OrderBy(one => one.Building.Name).ThenBy(one => one.Household.Stair).ThenBy(one => one.Household.Door)
            : found.OrderByDescending(one => one.Building.Name).ThenByDescending(one => one.Household.Stair).ThenByDescending(one => one.Household.Door),
        ResidentSort.BirthYear => ask.Up ? found.OrderBy(one => one.Person.BirthYear) : found.OrderByDescending(one => one.Person.BirthYear),
        _ => ask.Up ? found.OrderBy(one => one.Person.NamePinyin) : found.OrderByDescending(one => one.Person.NamePinyin),
    };
}

/// <summary>A person with the place where she lives.</summary>
internal sealed class Residence
{
    public required Person Person { get; init; }
    public required Household Household { get; init; }
    public required Building Building { get; init; }
    public required Grid Grid { get; init; }
}

/// <summary>Residents as somebody may see them.</summary>
internal static class Residences
{
    /// <summary>The residents within the asker's grids; whoever lies outside is not there.</summary>
    public static IQueryable<Residence> Residents(this CommunityDbContext database, CurrentPerson asker) => database.Residents(asker, database.Persons);

    /// <summary>The same of some persons.</summary>
    public static IQueryable<Residence> Residents(this CommunityDbContext database, CurrentPerson asker, IQueryable<Person> persons)
    {
        var all = from person in persons
                  join household in database.Households on person.HouseholdId equals household.Id
                  join building in database.Buildings on household.BuildingId equals building.Id
                  join grid in database.Grids on building.GridId equals grid.Id
                  select new Residence { Person = person, Household = household, Building = building, Grid = grid };
        if (asker.Grids is not { } grids) return all;
        var own = grids.ToList();
        return all.Where(one => own.Contains(one.Building.GridId));
    }
}
