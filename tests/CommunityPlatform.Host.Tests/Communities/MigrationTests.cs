using CommunityPlatform.Host.Communities;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace CommunityPlatform.Host.Tests.Communities;

[Trait("Engine", "Own")]
public sealed class MigrationTests
{
    [Fact]
    public Task The_platform_s_migrations_make_its_model_on_SQLite() => SameOnSqlite<PlatformDbContext>(options => new(options));

    [Fact]
    public Task A_community_s_migrations_make_its_model_on_SQLite() => SameOnSqlite<CommunityDbContext>(options => new(options));

    [Fact]
    public Task The_platform_s_migrations_make_its_model_on_PostgreSQL() => SameOnPostgres<PlatformDbContext>(options => new(options));

    [Fact]
    public Task A_community_s_migrations_make_its_model_on_PostgreSQL() => SameOnPostgres<CommunityDbContext>(options => new(options));

    [Fact]
    public Task A_row_of_every_table_of_the_platform_comes_back_from_PostgreSQL() => RowsOnPostgres<PlatformDbContext>(options => new(options));

    [Fact]
    public Task A_row_of_every_table_of_a_community_comes_back_from_PostgreSQL() => RowsOnPostgres<CommunityDbContext>(options => new(options));

    private static async Task SameOnSqlite<T>(Func<DbContextOptions<T>, T> open) where T : DbContext
    {
        await using var migrated = new SqliteConnection("Data Source=:memory:");
        await using var created = new SqliteConnection("Data Source=:memory:");
        await migrated.OpenAsync();
        await created.OpenAsync();
        await using var byMigrations = open(Options<T>(options => options.UseSqlite(migrated)));
        await byMigrations.Database.MigrateAsync();
        await using (var byModel = open(Options<T>(options => options.UseSqlite(created)))) await byModel.Database.EnsureCreatedAsync();

        Assert.Equal(await SqliteSchema.Read(created), await SqliteSchema.Read(migrated));

        await byMigrations.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase);
        Assert.Empty(await SqliteSchema.Read(migrated));
    }

    private static async Task SameOnPostgres<T>(Func<DbContextOptions<T>, T> open) where T : DbContext
    {
        await using var migrated = await TestPostgres.New();
        await using var created = await TestPostgres.New();
        await using var byMigrations = open(Options<T>(options => options.UseNpgsql(migrated.Connection)));
        await byMigrations.Database.MigrateAsync();
        await using (var byModel = open(Options<T>(options => options.UseNpgsql(created.Connection)))) await byModel.Database.EnsureCreatedAsync();

        Assert.Equal(await created.Schema(), await migrated.Schema());

        await byMigrations.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase);
        Assert.Empty(await migrated.Schema());
    }

    private static async Task RowsOnPostgres<T>(Func<DbContextOptions<T>, T> open) where T : DbContext
    {
        await using var database = await TestPostgres.New();
        var options = Options<T>(options => options.UseNpgsql(database.Connection));
        await using var context = open(options);
        await context.Database.MigrateAsync();

        var rows = SampleRows.Of(context.Model);
        context.AddRange(rows);
        await context.SaveChangesAsync();

        await using var fresh = open(options);
        foreach (var row in rows)
        {
            var key = context.Entry(row).Metadata.FindPrimaryKey()!.Properties.Select(property => context.Entry(row).Property(property).CurrentValue).ToArray();
            var found = await fresh.FindAsync(row.GetType(), key);
            Assert.NotNull(found);
            Assert.Equal(SampleRows.Values(context.Entry(row)), SampleRows.Values(fresh.Entry(found)));
        }
    }

    private static DbContextOptions<T> Options<T>(Action<DbContextOptionsBuilder<T>> provider) where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        provider(options);
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return options.Options;
    }
}
