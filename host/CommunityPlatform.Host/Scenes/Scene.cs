using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommunityPlatform.Host.Scenes;

/// <summary>A named demo community: what the host reads itself, and the sections that modules read.</summary>
internal sealed record Scene
{
    public required string About { get; init; }

    /// <summary>Same seed, same people.</summary>
    public required long Seed { get; init; }

    public required SceneCommunity Community { get; init; }

    public required ScenePeopleOptions People { get; init; }

    /// <summary>驻区单位.</summary>
    public required IReadOnlyList<SceneUnit> Units { get; init; }

    /// <summary>Staff of all units together.</summary>
    public required int UnitStaff { get; init; }

    /// <summary>组织与岗位.</summary>
    public IReadOnlyList<SceneBody> Bodies { get; init; } = [];

    /// <summary>用房设施.</summary>
    public IReadOnlyList<SceneFacility> Facilities { get; init; } = [];

    public required IReadOnlyList<SceneAccount> Accounts { get; init; }

    /// <summary>Figures that no source document gives; the product made them up to be complete.</summary>
    public IReadOnlyList<string> Invented { get; init; } = [];

    /// <summary>Everything the host does not read itself, untouched.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Sections { get; init; } = [];

    /// <summary>A module's own section, or null when this scene has none.</summary>
    public JsonElement? Section(string name) => Sections.TryGetValue(name, out var section) ? section : null;
}

/// <param name="AsOf">The day the figures were counted.</param>
/// <param name="Units">When given, must equal the number of listed units.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SceneCommunity(
    string Slug,
    string Name,
    DateOnly AsOf,
    decimal AreaKm2,
    int Households,
    int Population,
    int Grids,
    int Buildings,
    int? IndividualShops = null,
    int? Founded = null,
    int? Units = null);

/// <param name="BirthYearsAsOf">The year in which the generated ages hold: the demo's present, not the count's.</param>
/// <param name="ElderPercent">Share of people aged 60 and over, reached within two points.</param>
/// <param name="WithoutPhonePercent">Share of people without a phone number, young children included.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScenePeopleOptions(int BirthYearsAsOf, int ElderPercent, int WithoutPhonePercent);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SceneUnit(string Name, Register.ResidentUnitKind Kind);

/// <summary>A demo account. No password stands in a scene: whoever seeds it sets one and says so.</summary>
/// <param name="UserName">Unique on the whole platform; the same name in two scenes is the same account.</param>
/// <param name="DisplayName">A post, never a person's name.</param>
/// <param name="Grids">Codes of the grids this account sees; null means the whole community.</param>
/// <param name="LeadsGrid">Code of the grid this account leads.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SceneAccount(
    string UserName,
    string DisplayName,
    SceneRole Role,
    IReadOnlyList<string>? Grids = null,
    string? LeadsGrid = null);

internal enum SceneRole
{
    Operator,
    CommunityAdmin,
    Worker,
    Approver,
    Counter,
    Street,
}
