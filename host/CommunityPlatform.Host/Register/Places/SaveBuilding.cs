using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Places;

/// <summary>楼栋登记 · Enters or changes a building. It stands in exactly one grid.</summary>
internal sealed record SaveBuilding(Guid? Id, string Name, Guid? Grid, int Stairs, int Floors) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Name;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 50);
        if (Grid is null) errors.Add(nameof(Grid), "Field.Required");
        errors.Range(nameof(Stairs), Stairs, 1, 50);
        errors.Range(nameof(Floors), Floors, 1, 120);
    }
}

/// <summary>Another building has this name.</summary>
internal sealed record BuildingNameTaken(string Name) : Refusal
{
    public override object?[] Args => [Name];

    public override string? Field => nameof(SaveBuilding.Name);
}

internal sealed class SaveBuildingHandler(CommunityDbContext database, CurrentPerson asker) : IHandler<SaveBuilding, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveBuilding ask, CancellationToken stop)
    {
        var name = ask.Name.Trim();
        if (await database.Buildings.AnyAsync(building => building.Name == name && building.Id != ask.Id, stop)) return new BuildingNameTaken(name);
        if (!asker.Sees(ask.Grid) || !await database.Grids.AnyAsync(grid => grid.Id == ask.Grid, stop)) return new NotFound();
        var found = ask.Id is { } id ? await database.Buildings.SingleOrDefaultAsync(building => building.Id == id, stop) : null;
        if (ask.Id is not null && (found is null || !asker.Sees(found.GridId))) return new NotFound();
        if (found is null) database.Buildings.Add(found = new() { Id = Guid.CreateVersion7(), Name = name, GridId = ask.Grid!.Value, Stairs = 1, Floors = 1 });
        (found.Name, found.GridId, found.Stairs, found.Floors) = (name, ask.Grid!.Value, ask.Stairs, ask.Floors);
        return found.Id;
    }
}
