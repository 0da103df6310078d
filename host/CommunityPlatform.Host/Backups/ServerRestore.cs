using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Communities.Moving;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// A whole installation into an empty PostgreSQL: the communities' schemas first, the platform's rows last and in one transaction. Until
/// then the installation is an empty one; what a killed restore left is known by its mark and taken away by the next.
/// </summary>
internal sealed class ServerRestore(
    IDbContextFactory<PlatformDbContext> databases, PlatformUpkeep platform, PostgresSource source, PlacedEngine engines, HostEngine own, PackageStore store, ModuleLoader loader,
    PlatformOptions options, TimeProvider clock)
{
    private const string Mark = "cp_restoring";

    /// <param name="staging">The unpacked backup; this program's own data folder meanwhile.</param>
    /// <param name="data">What the folder is called afterwards.</param>
    /// <param name="swap">Gives it that name.</param>
    /// <param name="stop">Gives up, until the folder has its name.</param>
    public async Task Run(Staging staging, string data, Func<Task> swap, CancellationToken stop)
    {
        await Begin(stop);
        await platform.Migrate(stop);
        store.Start();
        var rows = staging.At(BackupContents.PlatformFile);
        var settings = new DbContextOptionsBuilder<PlatformDbContext>().UseSqlite($"Data Source={rows};Pooling=False")
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning)).Options;
        await using (var from = new PlatformDbContext(settings))
        {
            await from.Database.MigrateAsync(stop);
            // Held open: the file gets another name below.
            await from.Database.OpenConnectionAsync(stop);
            foreach (var kept in staging.Report.Contents.Communities)
                await Community(staging, kept.Slug, await from.Enablements.Where(row => row.Community == kept.Slug).OrderBy(row => row.Module).ToListAsync(stop), stop);
            await swap();
            await using var into = await databases.CreateDbContextAsync(CancellationToken.None);
            await using var writing = await into.Database.BeginTransactionAsync(CancellationToken.None);
            await PlatformTables.Copy(from, into, CancellationToken.None);
            await into.Database.ExecuteSqlRawAsync($"DROP SCHEMA {Mark} CASCADE", CancellationToken.None);
            await writing.CommitAsync(CancellationToken.None);
        }
        foreach (var file in staging.Report.Contents.Communities.Select(kept => BackupContents.DatabaseOf(kept.Slug)).Append(BackupContents.PlatformFile))
            foreach (var end in (string[])["", "-wal", "-shm"]) File.Delete(Path.Combine(data, file) + end);
        HouseLock.Unmark(data);
    }

    private async Task Begin(CancellationToken stop)
    {
        await using var connection = await source.Pool.OpenConnectionAsync(stop);
        await using (var command = new Npgsql.NpgsqlCommand($"SELECT to_regnamespace('{Mark}') IS NOT NULL, to_regnamespace('{PostgresSource.Platform}') IS NOT NULL", connection))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            await reader.ReadAsync(stop);
            if (!reader.GetBoolean(0) && reader.GetBoolean(1)) throw new BackupRefused(BackupReason.NotEmpty, "PostgreSQL");
        }
        await PostgresSource.Run(connection, $"CREATE SCHEMA IF NOT EXISTS {Mark}; DROP SCHEMA IF EXISTS {PostgresSource.Platform} CASCADE", stop);
    }

    private async Task Community(Staging staging, string slug, IReadOnlyList<Enablement> enablements, CancellationToken stop)
    {
        var (engine, target) = (new SqliteEngine(options with { Data = staging.Folder }, clock), engines.Of(DatabaseKind.PostgreSQL));
        await target.Drop(slug, stop);
        try
        {
            List<LoadedModule> modules = [.. enablements.Select(row => loader.Load(store.Find(row.Module, row.Package) ?? throw new MoveRefused(MoveReason.ModuleMissing, row.Module, row.Package)))];
            await using var contexts = new MovedContexts(own, modules);
            await using (await engine.Alone(slug, stop)) await contexts.Migrate(engine, slug, stop);
            await using (await target.Alone(slug, stop)) await contexts.Migrate(target, slug, stop);
            await using var from = await engine.Open(slug, write: false, stop);
            await using var into = await target.Open(slug, write: true, stop);
            await TableMove.Copy(contexts, from, into, _ => { }, stop);
            await into.Commit(stop);
        }
        finally
        {
            engine.Forget(slug);
        }
    }
}
