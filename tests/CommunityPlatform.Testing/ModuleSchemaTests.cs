using CommunityPlatform.Host.Communities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace CommunityPlatform.Testing;

/// <summary>What holds for the tables of every module.</summary>
/// <param name="module">The module's id.</param>
/// <param name="context">The type of its data context, which is the module's own affair and seldom public.</param>
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
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        options.UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(CommunitySession.HistoryTable(module)))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        await using var database = (DbContext)Activator.CreateInstance(context, options.Options)!;
        await act(database);
        return await SqliteSchema.Read(connection);
    }
}
