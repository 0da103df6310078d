using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Profile;

/// <summary>社区概况 · The community in numbers with its history, its rooms and what is built: numbers only.</summary>
internal sealed record ShowProfile : IQuery<ProfileBook>
{
    public static Permission Needs => HostPermissions.SeeRegister;
}

/// <summary>What the page shows.</summary>
/// <param name="Now">What the register counts at this moment.</param>
/// <param name="Sheets">Every profile, the latest day first.</param>
/// <param name="Facilities">By kind and name.</param>
public sealed record ProfileBook(RegisterCounts Now, IReadOnlyList<ProfileRow> Sheets, IReadOnlyList<FacilityRow> Facilities);

/// <summary>What the register counts.</summary>
public sealed record RegisterCounts(int Households, int People, int Units, int Grids, int Buildings);

/// <summary>One profile.</summary>
public sealed record ProfileRow(Guid Id, DateOnly AsOf, long AreaM2, int Households, int People, int Units, int Shops, string Author, DateTime? ConfirmedAt, string? ConfirmedBy, long Version);

/// <summary>One facility with its projects, the latest first.</summary>
public sealed record FacilityRow(Guid Id, string Name, FacilityKind Kind, int AreaM2, int StandardM2, long Version, IReadOnlyList<ProjectRow> Projects)
{
    /// <summary>差额 · What it lacks to its standard.</summary>
    public int Gap => Math.Max(0, StandardM2 - AreaM2);
}

/// <summary>One project.</summary>
public sealed record ProjectRow(Guid Id, Guid Facility, string Name, string Investor, long SumFen, DateOnly From, DateOnly To, long Version);

internal sealed class ShowProfileHandler(CommunityDbContext database) : IHandler<ShowProfile, ProfileBook>
{
    public async Task<Outcome<ProfileBook>> Handle(ShowProfile ask, CancellationToken stop)
    {
        var living = database.Persons.Where(person => person.LeftAt == null);
        var now = new RegisterCounts(
            await living.Select(person => person.HouseholdId).Distinct().CountAsync(stop), await living.CountAsync(stop),
            await database.Units.CountAsync(stop), await database.Grids.CountAsync(stop), await database.Buildings.CountAsync(stop));
        var sheets = await database.Profiles.AsNoTracking().OrderByDescending(sheet => sheet.AsOf).ToListAsync(stop);
        var projects = (await database.FacilityProjects.AsNoTracking().OrderByDescending(project => project.From).ToListAsync(stop))
            .ToLookup(project => project.FacilityId, project => new ProjectRow(project.Id, project.FacilityId, project.Name, project.Investor, project.SumFen, project.From, project.To, project.Version));
        var facilities = await database.Facilities.AsNoTracking().OrderBy(facility => facility.Name).ToListAsync(stop);
        return new ProfileBook(
            now, sheets.ConvertAll(one => new ProfileRow(one.Id, one.AsOf, one.AreaM2, one.Households, one.People, one.Units, one.Shops, one.Author, one.ConfirmedAt, one.ConfirmedBy, one.Version)),
            [.. facilities.OrderBy(one => one.Kind).Select(one => new FacilityRow(one.Id, one.Name, one.Kind, one.AreaM2, one.StandardM2, one.Version, [.. projects[one.Id]]))]);
    }
}
