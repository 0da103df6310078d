using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities;

/// <summary>The platform's own tables: where they stand, and whose turn it is where several hosts share them.</summary>
internal sealed class PlatformUpkeep(IDbContextFactory<PlatformDbContext> databases, PlatformOptions platform, PostgresSource? source = null)
{
    /// <summary>Points options at the platform's database.</summary>
    public static void Use(IServiceProvider host, DbContextOptionsBuilder options)
    {
        var platform = host.GetRequiredService<PlatformOptions>();
        if (platform.Database.Shared)
            options.UseNpgsql(host.GetRequiredService<PostgresSource>().Pool, npgsql => npgsql.MigrationsHistoryTable(HistoryRepository.DefaultTableName, PostgresSource.Platform));
        else
            options.UseSqlite($"Data Source={Path.Combine(platform.Data, "platform.db")};Default Timeout=20");
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    /// <summary>A turn among all hosts: to start, or to switch modules. Where there is one host, nobody waits.</summary>
    public async Task<IAsyncDisposable> Turn(string what, CancellationToken stop) =>
        platform.Database.Shared ? await source!.Lock("platform:" + what, stop) : FreeTurn.Instance;

    public async Task Migrate(CancellationToken stop)
    {
        if (!platform.Database.Shared) await ReadersWaitForNobody(stop);
        if (await IsComplete(stop)) return;
        await using var turn = await Turn("tables", stop);
        // Another host may have done it while this one waited.
        if (await IsComplete(stop)) return;
        await using var database = await databases.CreateDbContextAsync(stop);
        if (platform.Database.Shared)
        {
            await using var connection = await source!.Pool.OpenConnectionAsync(stop);
            await PostgresSource.Run(connection, $"CREATE SCHEMA IF NOT EXISTS {PostgresSource.Platform}", stop);
            // Asked for before it is there, the table would stand in the log as a failure.
            await database.GetService<IHistoryRepository>().CreateIfNotExistsAsync(stop);
        }
        await database.Database.MigrateAsync(stop);
    }

    /// <summary>Write-ahead mode stays with the file. Without it somebody who reads at the wrong moment makes a write fail.</summary>
    private async Task ReadersWaitForNobody(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = 'wal'", stop);
    }

    private async Task<bool> IsComplete(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await MigrationHistory.IsComplete(database.Database.GetDbConnection(), HistoryRepository.DefaultTableName, typeof(PlatformDbContext), stop);
    }
}
