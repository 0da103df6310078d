using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// <c>--rehearse VERSION</c>: the rehearsal on the command line, before an upgrade. Only reads, whether or not a
/// house runs: the package store in the data folder, and the choices wherever the platform's tables stand. Speaks English: it is meant for scripts too.
/// </summary>
internal static class RehearseCommand
{
    /// <summary>Exit code: 0 when all modules run on, 1 when some stop, 2 when it could not be told; null where it was not asked for.</summary>
    public static async Task<int?> Run(string[] args, TextWriter say, CancellationToken stop)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Select(arg => arg == "--safe-mode" ? "--safe-mode=true" : arg)]).Build();
        if (settings["rehearse"] is not { } asked) return null;
        if (!SemanticVersion.TryParse(asked, out var sdk))
        {
            await say.WriteLineAsync(new ModuleRefusal(RefusalCode.NoSdkVersion, ArchiveNames.Shown(asked)).English);
            return 2;
        }
        await using var house = await CommandHouse.Open(args, say, stop);
        if (house is null) return 2;
        await using var database = await house.Platform(stop);
        var chosen = await database.Packages.Where(row => row.Load).ToDictionaryAsync(row => row.Module, row => row.Package, StringComparer.Ordinal, stop);
        var on = await database.Enablements.Where(row => row.On).OrderBy(row => row.Community).Select(row => new { row.Community, row.Module }).ToListAsync(stop);
        var store = Path.Combine(house.Options.Data, "store");
        var known = Directory.Exists(store) ? Directory.EnumerateDirectories(store).SelectMany(Directory.EnumerateDirectories).Select(PackageStore.Kept).OfType<Package>().ToList() : [];
        var fates = Rehearsal.Fates(known, chosen, sdk, id => [.. on.Where(row => row.Module == id).Select(row => row.Community)]);
        await say.WriteLineAsync($"SDK {PackageInspector.SdkVersion} -> {sdk}");
        foreach (var fate in fates) await say.WriteLineAsync(Line(fate));
        foreach (var id in chosen.Keys.Except(fates.Select(fate => fate.Id), StringComparer.Ordinal)) await say.WriteLineAsync($"  unknown  {id}: its package is not in {store}");
        return fates.Any(fate => fate.Kind == FateKind.Stops) || fates.Count < chosen.Count ? 1 : 0;
    }

    private static string Line(Fate fate)
    {
        var where = fate.Communities.Count == 0 ? "" : $" [{string.Join(", ", fate.Communities)}]";
        return fate.Kind switch
        {
            FateKind.Runs => $"  runs     {fate.Id} {fate.Version}{where}",
            FateKind.Other => $"  runs     {fate.Id} {fate.Version} -> {fate.Other}{where}: {fate.Why?.English}",
            _ => $"  STOPS    {fate.Id} {fate.Version}{where}: {fate.Why?.English}",
        };
    }
}
