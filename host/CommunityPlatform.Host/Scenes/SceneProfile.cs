using System.Text.Json.Serialization;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk;

namespace CommunityPlatform.Host.Scenes;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SceneFacility(string Name, FacilityKind Kind, int AreaM2, SceneProject? Project = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SceneProject(string Name, string Investor, decimal Yuan, DateOnly From, DateOnly To);

/// <summary>The demo community's own figures as a confirmed profile, and its rooms.</summary>
internal static class SceneProfile
{
    public static IReadOnlyList<object> Rows(Scene scene)
    {
        var figures = scene.Community;
        var rows = new List<object>
        {
            new CommunityProfile
            {
                Id = SceneIds.Of(scene.Seed, SceneKind.Profile, 0), AsOf = figures.AsOf, AreaM2 = (long)(figures.AreaKm2 * 1_000_000m), Households = figures.Households, People = figures.Population,
                Units = scene.Units.Count, Shops = figures.IndividualShops ?? 0, Author = "", ConfirmedAt = ChinaTime.StartOf(figures.AsOf.AddDays(1)), ConfirmedBy = figures.Name, Version = 1,
            },
        };
        foreach (var entry in scene.Facilities)
        {
            var id = SceneIds.Of(scene.Seed, SceneKind.Facility, rows.Count);
            rows.Add(new Facility { Id = id, Name = entry.Name, Kind = entry.Kind, AreaM2 = entry.AreaM2, StandardM2 = Facility.UsualStandard(entry.Kind) });
            if (entry.Project is { } project)
                rows.Add(new FacilityProject { Id = SceneIds.Of(scene.Seed, SceneKind.Facility, rows.Count), FacilityId = id, Name = project.Name, Investor = project.Investor, SumFen = Money.Fen(project.Yuan), From = project.From, To = project.To });
        }
        return rows;
    }
}
