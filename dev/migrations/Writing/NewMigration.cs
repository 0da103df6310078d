using System.Globalization;
using CommunityPlatform.Dev.Migrations.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>Writes a migration from what the migrations so far leave to what the model says.</summary>
internal static class NewMigration
{
    public static int Script(ContextSource source)
    {
        using var database = source.OnSqlite();
        Console.Write(MigrationFile.Text(source, "Init", Id("Init", database), ModelSteps.FromNothing(source)));
        return 0;
    }

    public static async Task<int> Add(ContextSource source, string name)
    {
        await using var database = source.OnSqlite();
        var steps = ModelSteps.FromMigrations(source);
        if (steps.Up.Count == 0)
        {
            Console.WriteLine($"{source.Name}: the migrations already make what the model says.");
            return 0;
        }
        var id = Id(name, database);
        await Write(source, id, MigrationFile.Text(source, name, id, steps));
        if (ModelSteps.Rebuild(steps.Up)) await Write(source, id + ".Model", ModelFile.Text(database, database.GetService<IDesignTimeModel>().Model, source.Namespace, name));
        if (ModelSteps.Rebuild(steps.Down)) await TellPastItsModel(source, database);
        return 0;
    }

    /// <summary>The way back builds a table anew as the migration before left it; that one must then know its tables.</summary>
    private static async Task TellPastItsModel(ContextSource source, DbContext database)
    {
        var written = database.GetService<IMigrationsAssembly>();
        if (written.Migrations.OrderBy(pair => pair.Key, StringComparer.Ordinal).LastOrDefault() is not { Key: { } id, Value: { } type }) return;
        if (written.CreateMigration(type, database.Database.ProviderName!).TargetModel.GetEntityTypes().Any()) return;
        await Write(source, id + ".Model", ModelFile.Text(database, PastModel.Of(database), type.Namespace!, type.Name));
        Console.WriteLine($"  The class {type.Name} must say `partial` for this file to build.");
    }

    private static async Task Write(ContextSource source, string name, string text)
    {
        Directory.CreateDirectory(source.Folder);
        var file = Path.Combine(source.Folder, name + ".cs");
        await File.WriteAllTextAsync(file, text);
        Console.WriteLine(file);
    }

    /// <summary>By the clock, but always behind the last one: the id is the order in which migrations run.</summary>
    private static string Id(string name, DbContext database)
    {
        const string Form = "yyyyMMddHHmmss";
        var moment = TimeProvider.System.GetUtcNow().UtcDateTime;
        var last = database.GetService<IMigrationsAssembly>().Migrations.Keys.Max(StringComparer.Ordinal);
        if (last?.Length > Form.Length && DateTime.TryParseExact(last[..Form.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var before) && before >= moment) moment = before.AddSeconds(1);
        return moment.ToString(Form, CultureInfo.InvariantCulture) + "_" + name;
    }
}
