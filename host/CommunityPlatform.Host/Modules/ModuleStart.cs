using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>Brings the house to where it was: the chosen version of each module loaded, each community bound as before.</summary>
internal sealed class ModuleStart(
    PackageStore store, ModuleIntake intake, ModuleBinding binding, ModuleExit exit, StoreUpkeep upkeep, IDbContextFactory<PlatformDbContext> databases, PlatformOptions options,
    ILogger<ModuleStart> log)
{
    public async Task Run(CancellationToken stop)
    {
        store.Start();
        if (options.SafeMode)
        {
            log.LogWarning("Safe mode: no module is loaded");
            return;
        }
        await using var database = await databases.CreateDbContextAsync(stop);
        var choices = await database.Packages.ToDictionaryAsync(row => row.Module, stop);
        foreach (var package in intake.LoadAll(Wanted(choices)))
        {
            var choice = choices.GetValueOrDefault(package.Id);
            if (choice is null) database.Packages.Add(new() { Module = package.Id, Package = package.Key, Load = true });
            else if (choice.Package != package.Key) (choice.Previous, choice.Package) = (choice.Package, package.Key);
            await binding.AsBefore(database, package.Id, package.Key, stop);
            await exit.RetireUnused(package.Id);
        }
        await database.SaveChangesAsync(stop);
        await upkeep.Prune(database, stop);
    }

    private List<Package> Wanted(Dictionary<string, PackageChoice> choices)
    {
        var wanted = new List<Package>();
        foreach (var versions in store.All.GroupBy(package => package.Id))
        {
            var choice = choices.GetValueOrDefault(versions.Key);
            if (choice is { Load: false }) continue;
            var package = Chosen(versions, choice) ?? versions.FirstOrDefault(version => version.Problem is null);
            if (package is null) intake.Refuse(versions.First(), versions.First().Problem!);
            else wanted.Add(package);
        }
        return wanted;
    }

    private Package? Chosen(IEnumerable<Package> versions, PackageChoice? choice)
    {
        var chosen = versions.FirstOrDefault(version => version.Key == choice?.Package && version.Problem is null);
        if (chosen is null || !options.ReplaceOnBuild) return chosen;
        // The author at work wants the build that lies in the folder now, not the one before.
        return versions.FirstOrDefault(version => version.Version == chosen.Version && version.Origin != version.Folder && version.Problem is null) ?? chosen;
    }
}
