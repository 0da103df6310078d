using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Packaging;

/// <summary>What becomes of a module.</summary>
internal enum FateKind
{
    /// <summary>The version that runs now runs on.</summary>
    Runs,
    /// <summary>Another version that is here runs instead.</summary>
    Other,
    /// <summary>No version that is here runs.</summary>
    Stops,
}

/// <summary>A module's fate under another SDK version.</summary>
internal sealed record Fate(string Id, string Name, string Version, FateKind Kind, string? Other, IReadOnlyList<string> Communities, ModuleRefusal? Why);

/// <summary>升级预演 · Tells each module's fate under another SDK version before anything is upgraded. Reads only.</summary>
internal sealed class Rehearsal(PackageStore store, ModuleBoard board, IDbContextFactory<PlatformDbContext> databases)
{
    /// <summary>The fate of every module that is loaded or is to be.</summary>
    /// <exception cref="SwitchRefused">That is no version.</exception>
    public async Task<IReadOnlyList<Fate>> Run(string sdk, CancellationToken stop)
    {
        if (!SemanticVersion.TryParse(sdk.Trim(), out var version)) throw new SwitchRefused(RefusalCode.NoSdkVersion, ArchiveNames.Shown(sdk));
        await using var database = await databases.CreateDbContextAsync(stop);
        var choices = await database.Packages.AsNoTracking().Where(row => row.Load).ToDictionaryAsync(row => row.Module, row => row.Package, stop);
        var on = await database.Enablements.AsNoTracking().Where(row => row.On).ToListAsync(stop);
        // The last of an id is the one that counts where two versions are loaded.
        foreach (var module in board.Loaded) choices[module.Id] = module.Package.Key;
        return Fates(store.All, choices, version, id => [.. on.Where(row => row.Module == id).Select(row => row.Community)]);
    }

    /// <summary>The rule, for packages that are known and versions that are chosen.</summary>
    public static IReadOnlyList<Fate> Fates(IReadOnlyList<Package> known, IReadOnlyDictionary<string, string> chosen, SemanticVersion sdk, Func<string, IReadOnlyList<string>> communities)
    {
        var candidates = new Dictionary<string, List<Package>>(StringComparer.Ordinal);
        foreach (var (id, key) in chosen)
        {
            var versions = known.Where(package => package.Id == id && package.Manifest is not null).OrderByDescending(package => package.Key == key).ThenByDescending(package => package.Version).ToList();
            if (versions.Count > 0) candidates[id] = versions;
        }
        var taken = candidates.ToDictionary(pair => pair.Key, pair => pair.Value.Find(package => Fits(package, sdk)), StringComparer.Ordinal);
        // A module whose requirement stops or no longer fits stops too; that may stop the next.
        while (taken.Where(pair => pair.Value is not null && Unmet(pair.Value, taken) is not null).Select(pair => pair.Key).ToList() is { Count: > 0 } stopped)
            foreach (var id in stopped) taken[id] = null;
        return [.. candidates.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Fate(pair.Value, taken[pair.Key], taken, sdk, communities(pair.Key)))];
    }

    private static Fate Fate(List<Package> versions, Package? runs, Dictionary<string, Package?> taken, SemanticVersion sdk, IReadOnlyList<string> communities)
    {
        var now = versions[0];
        var kind = runs is null ? FateKind.Stops : ReferenceEquals(runs, now) ? FateKind.Runs : FateKind.Other;
        var why = kind == FateKind.Runs ? null : PackageInspector.OutOfRange(now.Manifest!, sdk) ?? Unmet(now, taken) ?? now.Problem;
        return new(now.Id, now.Manifest!.Name.ToString(), now.Version.ToString(), kind, kind == FateKind.Other ? runs!.Version.ToString() : null, communities, why);
    }

    /// <summary>A package that is unusable only for its SDK range may fit the other SDK.</summary>
    private static bool Fits(Package package, SemanticVersion sdk) =>
        PackageInspector.OutOfRange(package.Manifest!, sdk) is null && package.Problem switch
        {
            null or { Code: RefusalCode.SdkRange } => true,
            { Code: RefusalCode.NewerSdk, Arguments: [_, var built, ..] } => SemanticVersion.TryParse(built, out var needed) && needed <= sdk,
            _ => false,
        };

    private static ModuleRefusal? Unmet(Package package, Dictionary<string, Package?> taken)
    {
        foreach (var need in package.Manifest!.Requires)
        {
            if (taken.GetValueOrDefault(need.Id) is not { } there) return new(RefusalCode.RequirementMissing, need.Id, need.Range);
            if (!VersionRange.Parse(need.Range).Satisfies(new NuGetVersion(there.Version.ToString()))) return new(RefusalCode.RequirementVersion, need.Id, need.Range, $"{there.Version}");
        }
        return null;
    }
}
