using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Communities.Moving;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// Copies databases into a folder while people work: always as SQLite files, wherever they stand. From PostgreSQL the rows come out of
/// one repeatable-read transaction into tables that the same migrations have made.
/// </summary>
internal sealed class Snapshots(
    IDbContextFactory<PlatformDbContext> databases, PlacedEngine engines, DatabasePlaces places, HostEngine own, ModuleBoard board, PackageStore store, ModuleLoader loader,
    PlatformOptions options, TimeProvider clock)
{
    public async Task<SortedDictionary<string, long>> Platform(string folder, CancellationToken stop)
    {
        var target = Path.Combine(folder, BackupContents.PlatformFile);
        await using (var database = await databases.CreateDbContextAsync(stop))
        {
            if (options.Database.Shared) await PlatformRows(database, target, stop);
            else
            {
                await database.Database.OpenConnectionAsync(stop);
                await Databases.CopyTo(database.Database.GetDbConnection(), target, stop);
            }
        }
        await using var copy = await Databases.Open(target, write: true, stop);
        // A move that is under way just now is none in the copy; who is signed in here is not signed in there.
        await Databases.Scalar(copy, "UPDATE communities SET MovingTo = NULL; DELETE FROM account_sessions", stop);
        return await Databases.Counts(copy, stop);
    }

    public async Task<KeptCommunity> Community(Community row, string folder, CancellationToken stop)
    {
        var target = Path.Combine(folder, BackupContents.DatabaseOf(row.Slug));
        if (places.KindOf(row) == DatabaseKind.PostgreSQL) await CommunityRows(row.Slug, folder, stop);
        else
        {
            await using var connection = await engines.Of(DatabaseKind.SQLite).Connect(row.Slug, stop);
            if (connection.State != System.Data.ConnectionState.Open) await connection.OpenAsync(stop);
            await Databases.CopyTo(connection, target, stop);
        }
        await using var copy = await Databases.Open(target, write: false, stop);
        var (lines, hash) = await Databases.Head(copy, stop);
        return new(row.Slug, row.Name, await Databases.Counts(copy, stop), lines, hash);
    }

    private async Task CommunityRows(string slug, string folder, CancellationToken stop)
    {
        var target = new SqliteEngine(options with { Data = folder }, clock);
        var (fresh, borrowed) = await Modules(slug, stop);
        await using var contexts = new MovedContexts(own, fresh, borrowed);
        await using (await target.Alone(slug, stop)) await contexts.Migrate(target, slug, stop);
        await using (var from = await engines.Of(DatabaseKind.PostgreSQL).Open(slug, write: false, stop))
        await using (var into = await target.Open(slug, write: true, stop))
        {
            await TableMove.Copy(contexts, from, into, _ => { }, stop);
            await into.Commit(stop);
        }
        await Settle(target.FileOf(slug), stop);
    }

    /// <summary>The versions whose tables the community has: those that run, and the others for this while.</summary>
    private async Task<(List<LoadedModule> Fresh, List<LoadedModule> Borrowed)> Modules(string slug, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var (fresh, borrowed) = (new List<LoadedModule>(), new List<LoadedModule>());
        foreach (var row in await database.Enablements.AsNoTracking().Where(row => row.Community == slug).OrderBy(row => row.Module).ToListAsync(stop))
        {
            if (board.LoadedVersion(row.Module, row.Package) is { } running) borrowed.Add(running);
            else if (store.Find(row.Module, row.Package) is { Problem: null } package) fresh.Add(loader.Load(package));
            else throw new MoveRefused(MoveReason.ModuleMissing, row.Module, row.Package);
        }
        return (fresh, borrowed);
    }

    private async Task PlatformRows(PlatformDbContext from, string target, CancellationToken stop)
    {
        await using var into = new PlatformDbContext(new DbContextOptionsBuilder<PlatformDbContext>().UseSqlite($"Data Source={target};Pooling=False")
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning)).Options);
        await into.Database.MigrateAsync(stop);
        await using var reading = await from.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        await PlatformTables.Copy(from, into, stop);
        await reading.CommitAsync(stop);
    }

    /// <summary>One file without its log.</summary>
    public static async Task Settle(string path, CancellationToken stop)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await using var connection = await Databases.Open(path, write: true, stop);
        await Databases.Scalar(connection, "PRAGMA journal_mode = 'delete'", stop);
    }
}
