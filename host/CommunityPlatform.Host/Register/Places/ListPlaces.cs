using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Places;

/// <summary>网格与楼栋 · The grids and buildings with how many live there: numbers only.</summary>
internal sealed record ListPlaces : IQuery<PlaceBook>
{
    public static Permission Needs => HostPermissions.SeeRegister;
}

/// <summary>Everything at once: a community has some ten grids and a hundred buildings.</summary>
public sealed record PlaceBook(IReadOnlyList<GridRow> Grids, IReadOnlyList<BuildingRow> Buildings);

/// <summary>One grid.</summary>
public sealed record GridRow(Guid Id, string Code, string Name, string? Leader, int Buildings, int Households, int People);

/// <summary>One building.</summary>
public sealed record BuildingRow(Guid Id, string Name, Guid Grid, int Stairs, int Floors, int Households, int People);

internal sealed class ListPlacesHandler(CommunityDbContext database, CurrentPerson asker) : IHandler<ListPlaces, PlaceBook>
{
    public async Task<Outcome<PlaceBook>> Handle(ListPlaces ask, CancellationToken stop)
    {
        var homes = await (from household in database.Households
                           group household by household.BuildingId into of
                           select new { Building = of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Building, of => of.Count, stop);
        var people = await (from person in database.Persons
                            where person.LeftAt == null
                            join household in database.Households on person.HouseholdId equals household.Id
                            group person by household.BuildingId into of
                            select new { Building = of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Building, of => of.Count, stop);
        var buildings = (await database.Buildings.AsNoTracking().OrderBy(building => building.Name).ToListAsync(stop)).Where(building => asker.Sees(building.GridId)).Select(building =>
            new BuildingRow(building.Id, building.Name, building.GridId, building.Stairs, building.Floors, homes.GetValueOrDefault(building.Id), people.GetValueOrDefault(building.Id))).ToList();
        var grids = (await database.Grids.AsNoTracking().OrderBy(grid => grid.Code).ToListAsync(stop)).Where(grid => asker.Sees(grid.Id)).Select(grid =>
        {
            var own = buildings.Where(building => building.Grid == grid.Id).ToList();
            return new GridRow(grid.Id, grid.Code, grid.Name, grid.LeaderAccountId, own.Count, own.Sum(building => building.Households), own.Sum(building => building.People));
        }).ToList();
        return new PlaceBook(grids, buildings);
    }
}
