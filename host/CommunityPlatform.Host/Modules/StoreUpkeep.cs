using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>Keeps the store of package versions from growing with every build and delivery.</summary>
internal sealed class StoreUpkeep(PackageStore store, ModuleBoard board, ILogger<StoreUpkeep> log)
{
    public async Task Prune(PlatformDbContext database, CancellationToken stop)
    {
        var needed = board.Loaded.Select(module => (module.Id, module.Package.Key)).ToHashSet();
        foreach (var choice in await database.Packages.AsNoTracking().ToListAsync(stop))
        {
            needed.Add((choice.Module, choice.Package));
            if (choice.Previous is { } previous) needed.Add((choice.Module, previous));
        }
        // Where a module is off, its version is still the only one that can take the data there back.
        foreach (var row in await database.Enablements.AsNoTracking().Select(row => new { row.Module, row.Package }).Distinct().ToListAsync(stop)) needed.Add((row.Module, row.Package));
        try
        {
            foreach (var gone in store.Prune(needed))
                await database.PackageFiles.Where(file => file.Module == gone.Id && file.Package == gone.Key).ExecuteDeleteAsync(stop);
        }
        catch (IOException problem)
        {
            log.LogWarning(problem, "Old package versions could not be taken off the disk; it is tried again at the next change of versions");
        }
    }
}
