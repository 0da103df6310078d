using CommunityPlatform.Host.Modules;

namespace CommunityPlatform.Host.Admin;

/// <summary>Whether a package's code is in the process.</summary>
public enum LoadState
{
    /// <summary>In the process.</summary>
    Loaded,
    /// <summary>卸载中 · Unloaded, but something still holds it, such as a tab whose connection broke.</summary>
    Unloading,
    /// <summary>Not in the process.</summary>
    NotLoaded,
    /// <summary>Cannot be loaded.</summary>
    Refused,
}

/// <summary>One version of a package.</summary>
/// <param name="ContextAlive">Whether its code is in memory: loaded, or not yet let go.</param>
/// <param name="Bytes">The size of its assemblies on disk; memory by package cannot be measured.</param>
/// <param name="Publisher">Who signed the file it came from; null where nobody did, or it came as a folder.</param>
public sealed record VersionRow(
    string Version, string Key, ModuleRefusal? Problem, bool Loaded, bool Chosen, bool Previous, bool ContextAlive, DateTime? LeavingSince, long Bytes, IReadOnlyList<string> Communities, string? Publisher = null);

/// <summary>软件包 · A package as the operator sees it: words and numbers only.</summary>
public sealed record PackageRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Mark { get; init; }
    public string? Hue { get; init; }
    public required bool Plugin { get; init; }
    public required LoadState State { get; init; }
    public ModuleRefusal? Reason { get; init; }
    public required IReadOnlyList<VersionRow> Versions { get; init; }
    public required int Communities { get; init; }
    public required int Faults { get; init; }
    public string? Busy { get; init; }
    /// <summary>When it will be uninstalled, where that was begun.</summary>
    public DateTime? LeavesOn { get; init; }
    public IReadOnlyList<string> NeededBy { get; init; } = [];

    public VersionRow? Running => Versions.FirstOrDefault(version => version is { Loaded: true, Chosen: true }) ?? Versions.FirstOrDefault(version => version.Loaded);

    public VersionRow? Back => Versions.FirstOrDefault(version => version.Previous);

    public bool ContextAlive => Versions.Any(version => version.ContextAlive);
}
