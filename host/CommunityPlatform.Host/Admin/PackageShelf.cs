using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Admin;

/// <summary>Reads all packages into words for the operator's pages and API.</summary>
internal sealed class PackageShelf(
    IDbContextFactory<PlatformDbContext> databases, PackageStore store, ModuleBoard board, ModuleDesk desk, Departures departures, Faults faults, ActsUnderWay acts, PlatformOptions options)
{
    private readonly ConcurrentDictionary<string, long> _sizes = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<PackageRow>> Rows(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var choices = await database.Packages.AsNoTracking().ToDictionaryAsync(row => row.Module, stop);
        var on = await database.Enablements.AsNoTracking().Where(row => row.On).GroupBy(row => row.Module).Select(rows => new { rows.Key, Count = rows.Count() }).ToDictionaryAsync(rows => rows.Key, rows => rows.Count, stop);
        var leaving = await database.Uninstalls.AsNoTracking().ToDictionaryAsync(row => row.Module, row => (DateTime?)row.Due, stop);
        var signed = (await database.Decisions.AsNoTracking().Where(row => row.Publisher != null).OrderBy(row => row.At).ToListAsync(stop)).ToLookup(row => (row.Module, row.Package), row => row.Publisher);
        return [.. store.All.GroupBy(package => package.Id).Select(versions =>
            Row([.. versions], choices.GetValueOrDefault(versions.Key), on.GetValueOrDefault(versions.Key), key => signed[(versions.Key, key)].LastOrDefault()) with { LeavesOn = leaving.GetValueOrDefault(versions.Key) })];
    }

    public static FaultLine Line(Fault fault) => new(fault.At, fault.Module, fault.Version, fault.Community, fault.Where, fault.What);

    /// <summary>The latest faults first.</summary>
    public IReadOnlyList<FaultLine> Faults() => [.. faults.Recent.Reverse().Select(Line)];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PackageRow Row(IReadOnlyList<Package> packages, PackageChoice? choice, int communities, Func<string, string?> publisher)
    {
        var id = packages[0].Id;
        var leaving = departures.Alive().Where(departure => departure.Module == id).ToList();
        var versions = packages.Select(package =>
        {
            var code = board.LoadedVersion(id, package.Key);
            var gone = leaving.Find(departure => departure.Package == package.Key);
            return new VersionRow(
                package.Version.ToString(), package.Key, package.Problem, code is not null, choice?.Package == package.Key, choice?.Previous == package.Key,
                code is not null || gone is not null, gone?.Since, SizeOf(package), code is null ? [] : board.CommunitiesOf(code), publisher(package.Key));
        }).ToList();
        var state = versions.Exists(version => version.Loaded) ? LoadState.Loaded
            : leaving.Count > 0 ? LoadState.Unloading
            : packages.All(package => package.Problem is not null) || (desk.Refusals.ContainsKey(id) && choice is not { Load: false }) ? LoadState.Refused
            : LoadState.NotLoaded;
        var manifest = packages.FirstOrDefault(package => package.Manifest is not null)?.Manifest;
        return new()
        {
            Id = id, Name = manifest?.Name.ToString() ?? id, Mark = manifest?.Mark ?? manifest?.Name.ToString() ?? id, Hue = manifest?.Hue,
            Plugin = !store.ShipsWithProduct(packages.FirstOrDefault(package => board.LoadedVersion(id, package.Key) is not null) ?? packages[0], options),
            State = state, Reason = desk.Refusals.GetValueOrDefault(id) ?? packages.FirstOrDefault(package => package.Problem is not null)?.Problem,
            Versions = versions, Communities = communities, Faults = faults.Recent.Count(fault => fault.Module == id), Busy = acts.By(id, null),
            NeededBy = [.. board.Loaded.Where(module => module.Package.Manifest!.Requires.Any(need => need.Id == id)).Select(module => module.Id).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The assemblies' size on disk. A kept copy never changes, so it is looked up once.</summary>
    private long SizeOf(Package package) => package.Folder == package.Origin ? Measure(package.Folder) : _sizes.GetOrAdd(package.Folder, Measure);

    private static long Measure(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*.dll", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // The folder was taken away while it was looked at.
            return 0;
        }
    }
}
