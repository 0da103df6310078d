using System.Data.Common;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities.Moving;

/// <summary>
/// 搬迁 · Moves one community's data to the other kind of database. Its doors are closed meanwhile, on every host; its row says where
/// the data are, and it says so only when every table was counted and summed up on both sides. On any failure it is where it was.
/// </summary>
internal sealed class CommunityMove(
    PlacedEngine engines, DatabasePlaces places, HostEngine own, IDbContextFactory<PlatformDbContext> databases, PackageStore store, ModuleLoader loader,
    PlatformOptions options, TimeProvider clock, ILogger<CommunityMove> log)
{
    /// <summary>By then every host has heard that the community is closed.</summary>
    public TimeSpan Notice { get; init; } = TimeSpan.FromSeconds(3);

    public async Task<MoveReport> Run(string slug, DatabaseKind to, Action<MoveProgress> progress, CancellationToken stop)
    {
        var source = await Close(slug, to, stop);
        if (source is null) return new([], null);
        var target = engines.Of(to);
        var there = false;
        try
        {
            await Task.Delay(Notice, clock, stop);
            await using var contexts = new MovedContexts(own, await Modules(slug, stop));
            // Whoever is still writing ends first; from here on nobody writes.
            await using var from = await source.Open(slug, write: true, stop);
            await using (await target.Alone(slug, stop)) await contexts.Migrate(target, slug, stop);
            var tables = await Copy(contexts, target, slug, from, progress, stop);
            await Arrive(slug, to);
            there = true;
            return new(tables, await PutAway(source, slug, from));
        }
        catch when (!there)
        {
            await target.Drop(slug, CancellationToken.None);
            await Open(slug);
            throw;
        }
    }

    /// <summary>Closes the doors and says where the data are now; null where an earlier move was only to be given up.</summary>
    private async Task<OwnEngine?> Close(string slug, DatabaseKind to, CancellationToken stop)
    {
        if (to == DatabaseKind.PostgreSQL && options.Database.ConnectionString is null) throw new MoveRefused(MoveReason.NoPostgres);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Communities.FindAsync([slug], stop) ?? throw new MoveRefused(MoveReason.NoCommunity, slug);
        var from = places.KindOf(row);
        if (from == to && row.MovingTo is null) throw new MoveRefused(MoveReason.ThereAlready, slug, to);
        // An earlier move was cut off: what it left is not the community's data, for the row never said so.
        if (row.MovingTo is { } begun && DatabaseSettings.Kind(begun) is { } half) await engines.Of(half).Drop(slug, stop);
        if (from == to)
        {
            await Open(slug);
            return null;
        }
        if (await engines.Of(to).Exists(slug, stop)) throw new MoveRefused(MoveReason.NotEmpty, slug, to);
        row.MovingTo = to.ToString();
        await database.SaveChangesAsync(stop);
        return engines.Of(from);
    }

    private static async Task<List<MovedTable>> Copy(MovedContexts contexts, OwnEngine target, string slug, CommunitySession from, Action<MoveProgress> progress, CancellationToken stop)
    {
        await using var into = await target.Open(slug, write: true, stop);
        var moved = await TableMove.Copy(contexts, from, into, progress, stop);
        await into.Commit(stop);
        return moved;
    }

    /// <summary>The very versions whose tables the community has; a module that is off has its rows all the same.</summary>
    private async Task<IReadOnlyList<LoadedModule>> Modules(string slug, CancellationToken stop)
    {
        store.Start();
        await using var database = await databases.CreateDbContextAsync(stop);
        var modules = new List<LoadedModule>();
        foreach (var row in await database.Enablements.AsNoTracking().Where(row => row.Community == slug).OrderBy(row => row.Module).ToListAsync(stop))
        {
            if (store.Find(row.Module, row.Package) is not { Problem: null } package) throw new MoveRefused(MoveReason.ModuleMissing, row.Module, row.Package);
            modules.Add(loader.Load(package));
        }
        return modules;
    }

    private async Task Arrive(string slug, DatabaseKind to)
    {
        await using var database = await databases.CreateDbContextAsync();
        var row = (await database.Communities.FindAsync(slug))!;
        (row.Database, row.MovingTo) = (to.ToString(), null);
        database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = "command", Act = "move-community", Subject = $"{slug} → {to}", Outcome = "done" });
        await database.SaveChangesAsync();
    }

    private async Task Open(string slug)
    {
        await using var database = await databases.CreateDbContextAsync();
        (await database.Communities.FindAsync(slug))!.MovingTo = null;
        await database.SaveChangesAsync();
    }

    /// <summary>The community is open at its new place already; what is left of the old one must not be taken for it.</summary>
    private async Task<string?> PutAway(OwnEngine source, string slug, CommunitySession from)
    {
        try
        {
            return await source.PutAway(slug, from, CancellationToken.None);
        }
        catch (Exception problem) when (problem is DbException or IOException)
        {
            log.LogError(problem, "{Community} was moved, but its old data could not be put away", slug);
            return null;
        }
    }
}
