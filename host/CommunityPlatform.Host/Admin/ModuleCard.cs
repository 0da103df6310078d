using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Admin;

/// <summary>How a module fares in a community.</summary>
public enum CardHealth
{
    /// <summary>On, without a recent fault.</summary>
    Running,
    /// <summary>On, with recent faults.</summary>
    Faulty,
    /// <summary>Off.</summary>
    Off,
    /// <summary>Switched off by the platform after its faults.</summary>
    SwitchedOff,
    /// <summary>To be on, but its data could not be brought up.</summary>
    Stuck,
    /// <summary>Found, not loaded by the operator.</summary>
    NotLoaded,
    /// <summary>Cannot be loaded.</summary>
    Refused,
}

/// <summary>A fault in words.</summary>
public sealed record FaultLine(DateTime At, string Module, string Version, string? Community, string Where, string What);

/// <summary>What a module needs, whether it is there, and whether it is not because the platform switched it off after its faults.</summary>
public sealed record Need(string Id, string Name, string Range, bool There, bool SwitchedOff = false);

/// <summary>模块卡片 · A module as a community's administrator sees it: words and numbers only, nothing of its code.</summary>
public sealed record ModuleCard
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required bool BuiltIn { get; init; }
    public required CardHealth Health { get; init; }
    public required bool On { get; init; }
    public required bool CanSwitch { get; init; }
    /// <summary>Null where module.json cannot be read.</summary>
    public ModuleManifest? Manifest { get; init; }
    /// <summary>Why it cannot be loaded.</summary>
    public ModuleRefusal? Refusal { get; init; }
    /// <summary>The fault after which it was switched off or its data were not brought up; for the operator.</summary>
    public string? Detail { get; init; }
    public string? Newer { get; init; }
    public string? Previous { get; init; }
    /// <summary>Why a package dropped in later cannot be used, while this one goes on.</summary>
    public ModuleRefusal? NewerProblem { get; init; }
    public int? Pages { get; init; }
    public IReadOnlyList<Need> Needs { get; init; } = [];
    public IReadOnlyList<string> NeededBy { get; init; } = [];
    public IReadOnlyList<FaultLine> Faults { get; init; } = [];
    /// <summary>Who is switching it just now.</summary>
    public string? Busy { get; init; }
    public DateTime? Since { get; init; }
    public string? By { get; init; }

    /// <summary>On, while something it needs is not.</summary>
    public IReadOnlyList<Need> Lacks => On ? [.. Needs.Where(need => !need.There)] : [];

    public bool Trouble => Lacks.Count > 0 || Health is CardHealth.Faulty or CardHealth.SwitchedOff or CardHealth.Stuck or CardHealth.Refused || NewerProblem is not null;

    public string Name => Manifest?.Name.ToString() ?? Id;
}

/// <summary>What a role will be allowed to do.</summary>
public sealed record RoleRights(string Role, IReadOnlyList<string> Rights);

/// <summary>What a switch will do, told before it is made.</summary>
public sealed record SwitchEffect
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required bool On { get; init; }
    /// <summary>Never on here before.</summary>
    public required bool First { get; init; }
    public IReadOnlyList<string> Navigation { get; init; } = [];
    public IReadOnlyList<string> Tiles { get; init; } = [];
    public int StaffPages { get; init; }
    public int KioskPages { get; init; }
    public int ScreenPages { get; init; }
    /// <summary>Modules that have to be switched first.</summary>
    public IReadOnlyList<string> Blockers { get; init; } = [];
    /// <summary>Modules on here that react to what this one tells.</summary>
    public IReadOnlyList<string> Listeners { get; init; } = [];
    public IReadOnlyList<RoleRights> Rights { get; init; } = [];
    public int PersonalFields { get; init; }
}
