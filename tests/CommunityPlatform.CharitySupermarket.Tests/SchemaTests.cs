using CommunityPlatform.CharitySupermarket.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CommunityPlatform.CharitySupermarket.Tests;

public class SchemaTests
{
    [Fact]
    public async Task Migrations_make_the_tables_that_the_model_describes()
    {
        var migrated = await Schema(context => context.Database.MigrateAsync());
        var created = await Schema(context => context.Database.EnsureCreatedAsync());
        Assert.NotEmpty(created);
        Assert.Equal(created, migrated);
    }

    [Fact]
    public async Task Every_table_carries_the_module_id()
    {
        var tables = (await Schema(context => context.Database.EnsureCreatedAsync())).Where(line => line.StartsWith("table ", StringComparison.Ordinal));
        Assert.All(tables, line => Assert.StartsWith("table charity_supermarket_", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Down_takes_everything_back()
    {
        using var connection = new SqliteConnection("DataSource=:memory:");
        connection.Open();
        await using var context = new MarketDbContext(Options(connection));
        await context.Database.MigrateAsync();
        await context.Database.MigrateAsync("0");
        Assert.Empty(Lines(connection));
    }

    private static DbContextOptions<MarketDbContext> Options(SqliteConnection connection) => new DbContextOptionsBuilder<MarketDbContext>()
        .UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable("__ef_charity_supermarket"))
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options;

    private static async Task<List<string>> Schema(Func<MarketDbContext, Task> make)
    {
        using var connection = new SqliteConnection("DataSource=:memory:");
        connection.Open();
        await using var context = new MarketDbContext(Options(connection));
        await make(context);
        return Lines(connection);
    }

    private static List<string> Lines(SqliteConnection connection)
    {
        var lines = new List<string>();
        var tables = Read(connection, "select name from sqlite_master where type = 'table' and name not like '\\_\\_ef%' escape '\\' and name not like 'sqlite%' order by name");
        foreach (var table in tables)
        {
            lines.Add("table " + table);
            lines.AddRange(Read(connection, $"select name || '|' || type || '|' || \"notnull\" || '|' || pk from pragma_table_info('{table}') order by name").Select(line => table + " column " + line));
            lines.AddRange(Read(connection, $"select \"from\" || '|' || \"table\" || '|' || \"to\" || '|' || on_delete from pragma_foreign_key_list('{table}') order by 1").Select(line => table + " key " + line));
            foreach (var index in Read(connection, $"select name || '|' || \"unique\" from pragma_index_list('{table}') order by name"))
                lines.Add(table + " index " + index + " " + string.Join(',', Read(connection, $"select name from pragma_index_info('{index.Split('|')[0]}') order by seqno")));
        }
        return lines;
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }
}
