using CommunityPlatform.Dev.Migrations.Contexts;
using CommunityPlatform.Dev.Migrations.Writing;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Dev.Migrations.Schemas;

/// <summary>Where migrations and model have parted.</summary>
internal static class Drift
{
    public static async Task<int> Check(string packages)
    {
        var sound = true;
        foreach (var source in HostContexts.All.Concat(ModuleContexts.InPackages(packages)))
        {
            var found = await Of(source);
            Console.WriteLine($"{source.Type.FullName}: {(found.Count == 0 ? "as the model says" : "differs")}");
            foreach (var line in found) Console.WriteLine("  " + line);
            sound &= found.Count == 0;
        }
        return sound ? 0 : 1;
    }

    private static async Task<List<string>> Of(ContextSource source)
    {
        await using var migrated = new SqliteConnection("Data Source=:memory:");
        await migrated.OpenAsync();
        await using var database = source.OnSqlite(migrated);
        await database.Database.MigrateAsync();
        await using var created = new SqliteConnection("Data Source=:memory:");
        await created.OpenAsync();
        await using (var model = source.OnSqlite(created)) await model.Database.EnsureCreatedAsync();

        var (made, said) = (await SqliteSchema.Read(migrated), await SqliteSchema.Read(created));
        var found = new List<string>();
        found.AddRange(made.Except(said, StringComparer.Ordinal).Select(line => $"only by migrations: {line}"));
        found.AddRange(said.Except(made, StringComparer.Ordinal).Select(line => $"only by the model:  {line}"));
        var steps = ModelSteps.FromMigrations(source);
        if (steps.Up.Count > 0) found.AddRange(["missing from the migrations:", .. MigrationFile.Steps(source, steps.Up).Split('\n')]);
        await database.GetService<IMigrator>().MigrateAsync(Migration.InitialDatabase);
        found.AddRange((await SqliteSchema.Read(migrated)).Where(line => line.StartsWith("table ", StringComparison.Ordinal)).Select(line => $"left after the way back: {line}"));
        return found;
    }
}
