using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await MigrationHistory.IsComplete(database.Database.GetDbConnection(), HistoryRepository.DefaultTableName, typeof(PlatformDbContext), stop)) return;
        if (platform.Database.Shared)
        {
            await using var connection = await source!.Pool.OpenConnectionAsync(stop);
            await PostgresSource.Run(connection, $"CREATE SCHEMA IF NOT EXISTS {PostgresSource.Platform}", stop);
        }
        await database.Database.MigrateAsync(stop);
    }
}
