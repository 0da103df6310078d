using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>Brings another version of a module in while people go on, community by community, and takes the old one out.</summary>
internal sealed class ModuleSwap(
    ModuleIntake intake, ModuleBoard board, ModuleBinding binding, ModuleExit exit, StoreUpkeep upkeep, Departures departures, IDbContextFactory<PlatformDbContext> databases)
{
    public async Task Run(Package from, Package to, CancellationToken stop)
    {
        if (board.LoadedVersion(to.Id, to.Key) is null && !intake.Load(to)) throw new SwitchRefused(intake.Refusals[to.Id]);
        Prefer(to);
        await using var database = await databases.CreateDbContextAsync(stop);
        var before = await database.Packages.FindAsync([to.Id], stop) is { } choice ? (choice.Package, choice.Previous) : (from.Key, null);
        await Choose(database, to.Id, to.Key, load: true, stop);
        await database.SaveChangesAsync(stop);
        var moved = 0;
        Exception? failed = null;
        foreach (var row in await database.Enablements.Where(row => row.Module == to.Id && row.On).ToListAsync(stop))
        {
            try
            {
                await binding.Move(database, row, from, to, stop);
                moved++;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                failed ??= problem;
                binding.Tell(database, to.Id, row.Community, problem);
            }
        }
        var stays = failed is not null && moved == 0;
        if (stays)
        {
            Prefer(from);
            var row = (await database.Packages.FindAsync([to.Id], stop))!;
            (row.Package, row.Previous) = before;
        }
        await database.SaveChangesAsync(stop);
        await exit.RetireUnused(to.Id);
        if (stays) throw new SwitchRefused(RefusalCode.NotMigrated, to.Id, $"{to.Version}", $"{from.Version}", failed!.Message);
        await upkeep.Prune(database, stop);
        await departures.Collect(6, stop);
    }

    public static async Task Choose(PlatformDbContext database, string id, string key, bool load, CancellationToken stop)
    {
        var row = await database.Packages.FindAsync([id], stop);
        if (row is null) database.Packages.Add(row = new() { Module = id, Package = key });
        if (row.Package != key) (row.Previous, row.Package) = (row.Package, key);
        row.Load = load;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Prefer(Package package) => board.Prefer(board.LoadedVersion(package.Id, package.Key)!);
}
