using CommunityPlatform.Host.Communities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace CommunityPlatform.Testing;

/// <summary>What holds for the tables of every module.</summary>
/// <param name="module">The module's id.</param>
/// <param name="context">The type of its data context, which is the module's own affair and seldom public.</param>
[Trait("Engine", "Own")]
public abstract class ModuleSchemaTests(string module, Type context)
{
    [Fact]
    public async Task Migrations_make_the_tables_that_the_model_describes()
    {
        var created = await After(database => database.Database.EnsureCreatedAsync());
        Assert.NotEmpty(created);
        Assert.Equal(created, await After(database => database.Database.MigrateAsync()));
    }

    [Fact]
    public async Task Migrations_make_the_tables_that_the_model_describes_on_PostgreSQL()
    {
        await using var migrated = await TestPostgres.New();
        await using var made = await TestPostgres.New();
        await On(migrated, database => database.Database.MigrateAsync());
        await On(made, database => database.Database.EnsureCreatedAsync());
        Assert.NotEmpty(await made.Schema());
        Assert.Equal(await made.Schema(), await migrated.Schema());
        await On(migrated, database => database.Database.MigrateAsync("0"));
        Assert.Empty(await migrated.Schema());
    }

    [Fact]
    public async Task Every_table_carries_the_module_id()
    {
        var tables = (await After(database => database.Database.EnsureCreatedAsync())).Where(line => line.StartsWith("table ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(tables);
        Assert.All(tables, line => Assert.StartsWith($"table {module.Replace('-', '_')}_", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Down_takes_everything_back() => Assert.Empty(await After(async database =>
    {
        await database.Database.MigrateAsync();
        await database.Database.MigrateAsync("0");
    }));

    private async Task<IReadOnlyList<string>> After(Func<DbContext, Task> act)
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var options = Options();
        options.UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(CommunitySession.HistoryTable(module)));
        await With(options, act);
        return await SqliteSchema.Read(connection);
    }

    private async Task On(TestPostgres server, Func<DbContext, Task> act)
    {
        var options = Options();
        options.UseNpgsql(server.Connection, npgsql => npgsql.MigrationsHistoryTable(CommunitySession.HistoryTable(module)));
        await With(options, act);
    }

    private DbContextOptionsBuilder Options() => (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;

    private async Task With(DbContextOptionsBuilder options, Func<DbContext, Task> act)
    {
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        await using var database = (DbContext)Activator.CreateInstance(context, options.Options)!;
        await act(database);
    }
}
