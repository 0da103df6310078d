using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>Brings a community's data to a version and binds the community to it: the two belong together.</summary>
internal sealed class ModuleBinding(
    PackageStore store, ModuleIntake intake, ModuleBoard board, ModuleMigrations migrations, CommunityLedger ledger, TimeProvider clock, ILogger<ModuleBinding> log)
{
    /// <summary>Binds each community that has the module on. Where the data cannot be migrated, the version that the community had goes on.</summary>
    public async Task AsBefore(PlatformDbContext database, string id, string key, CancellationToken stop)
    {
        foreach (var row in await database.Enablements.Where(row => row.Module == id && row.On).ToListAsync(stop))
        {
            try
            {
                await Ready(row, row.Community, id, key, stop);
                await ledger.Listen(row.Community, Listeners(id, key), stop);
                if (row.Package != key)
                {
                    // Written down first: another host asks the row which version may act here.
                    row.Package = key;
                    await database.SaveChangesAsync(stop);
                }
                Open(row.Community, id, key);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Tell(database, id, row.Community, problem);
                if (row.Package != key && store.Find(id, row.Package) is { } before) await BindBefore(row.Community, before, stop);
            }
        }
    }

    /// <summary>Brings a community's data to a version, from wherever an earlier version left them.</summary>
    public async Task Ready(Enablement? row, string community, string id, string key, CancellationToken stop)
    {
        if (row is not null && row.Package != key && await IsAhead(community, id, key, stop)) await WayBack(row, key, stop);
        else await Up(community, id, key, stop);
    }

    /// <summary>Moves a community from one version to another, up or back, and opens the doors at once: the old code must not meet the new tables.</summary>
    public async Task Move(PlatformDbContext database, Enablement row, Package from, Package to, CancellationToken stop)
    {
        await ledger.Listen(row.Community, Listeners(to.Id, to.Key), stop);
        await Migrate(from, to, row.Community, stop, async () =>
        {
            row.Package = to.Key;
            await database.SaveChangesAsync(CancellationToken.None);
            Open(row.Community, to.Id, to.Key);
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task Up(string community, string id, string key, CancellationToken stop) => migrations.Up(board.LoadedVersion(id, key)!, community, stop);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Open(string community, string id, string key) => board.Bind(community, board.LoadedVersion(id, key)!);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public List<string> Listeners(string id, string key) => [.. board.LoadedVersion(id, key)!.Reactions.Select(reaction => $"{id}/{reaction.Name}")];

    public void Tell(PlatformDbContext database, string id, string community, Exception problem)
    {
        log.LogError("{Module}: the data of {Community} could not be migrated: {Problem}", id, community, problem.ToString());
        database.Notices.Add(new() { At = clock.GetUtcNow().UtcDateTime, Module = id, Community = community, Kind = "migration-failed", Detail = problem.Message });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task<bool> IsAhead(string community, string id, string key, CancellationToken stop) => migrations.IsAhead(board.LoadedVersion(id, key)!, community, stop);

    /// <summary>
    /// The data are those of a newer version: a roll-back was cut off, or the module was off here while it was rolled back. Only the
    /// newer version's own code knows the way.
    /// </summary>
    private async Task WayBack(Enablement row, string key, CancellationToken stop)
    {
        if (store.Find(row.Module, row.Package) is not { } newer || (board.LoadedVersion(row.Module, row.Package) is null && !intake.Load(newer, behind: true)))
            throw new InvalidOperationException($"{row.Community} has tables of {row.Module} {row.Package}, which cannot be loaded to take them back.");
        log.LogWarning("{Module}: the data of {Community} go back from {Newer} to {Older}", row.Module, row.Community, row.Package, key);
        await Migrate(newer, store.Find(row.Module, key)!, row.Community, stop);
    }

    private async Task BindBefore(string community, Package before, CancellationToken stop)
    {
        try
        {
            if (board.LoadedVersion(before.Id, before.Key) is null && !intake.Load(before, behind: true)) return;
            await Up(community, before.Id, before.Key, stop);
            await ledger.Listen(community, Listeners(before.Id, before.Key), stop);
            Open(community, before.Id, before.Key);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError("{Module} {Version} could not be brought up for {Community} either: {Problem}", before.Id, before.Version, community, problem.ToString());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task Migrate(Package from, Package to, string community, CancellationToken stop, Func<Task>? then = null)
    {
        var next = board.LoadedVersion(to.Id, to.Key)!;
        var old = board.LoadedVersion(from.Id, from.Key);
        return to.Version < from.Version && old is not null ? migrations.Down(old, next, community, stop, then) : migrations.Up(next, community, stop, then);
    }
}
