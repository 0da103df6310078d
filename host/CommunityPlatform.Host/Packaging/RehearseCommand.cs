using CommunityPlatform.Host.Modules;
using Microsoft.Data.Sqlite;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// <c>--rehearse VERSION</c>: the rehearsal on the command line, before an upgrade. Reads the data folder only, whether or not a house
/// runs on it; starts nothing. Speaks English: it is meant for scripts too.
/// </summary>
internal static class RehearseCommand
{
    /// <summary>Exit code: 0 when all modules run on, 1 when some stop, 2 when it could not be told; null where it was not asked for.</summary>
    public static int? Run(string[] args, TextWriter say)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Select(arg => arg == "--safe-mode" ? "--safe-mode=true" : arg)]).Build();
        if (settings["rehearse"] is not { } asked) return null;
        if (!SemanticVersion.TryParse(asked, out var sdk))
        {
            say.WriteLine(new ModuleRefusal(RefusalCode.NoSdkVersion, ArchiveNames.Shown(asked)).English);
            return 2;
        }
        var data = PlatformOptions.From(settings, development: false).Data;
        if (!File.Exists(Path.Combine(data, "platform.db")))
        {
            say.WriteLine($"There is no platform.db in {data}. Name the data folder with --data.");
            return 2;
        }
        var (chosen, on) = Read(Path.Combine(data, "platform.db"));
        var store = Path.Combine(data, "store");
        var known = Directory.Exists(store) ? Directory.EnumerateDirectories(store).SelectMany(Directory.EnumerateDirectories).Select(PackageStore.Kept).OfType<Package>().ToList() : [];
        var fates = Rehearsal.Fates(known, chosen, sdk, id => [.. on.Where(row => row.Module == id).Select(row => row.Community)]);
        say.WriteLine($"SDK {PackageInspector.SdkVersion} -> {sdk}");
        foreach (var fate in fates) say.WriteLine(Line(fate));
        foreach (var id in chosen.Keys.Except(fates.Select(fate => fate.Id), StringComparer.Ordinal)) say.WriteLine($"  unknown  {id}: its package is not in {store}");
        return fates.Any(fate => fate.Kind == FateKind.Stops) || fates.Count < chosen.Count ? 1 : 0;
    }

    private static string Line(Fate fate)
    {
        var where = fate.Communities.Count == 0 ? "" : $" [{string.Join(", ", fate.Communities)}]";
        return fate.Kind switch
        {
            FateKind.Runs => $"  runs     {fate.Id} {fate.Version}{where}",
            FateKind.Other => $"  runs     {fate.Id} {fate.Version} -> {fate.Other}{where}: {fate.Why?.English}",
            _ => $"  STOPS    {fate.Id} {fate.Version}{where}: {fate.Why?.English}",
        };
    }

    private static (Dictionary<string, string> Chosen, List<(string Community, string Module)> On) Read(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (module, package) in Pairs(connection, "SELECT Module, Package FROM packages WHERE Load = 1")) chosen[module] = package;
        return (chosen, [.. Pairs(connection, "SELECT Community, Module FROM enablements WHERE \"On\" = 1 ORDER BY Community")]);
    }

    private static List<(string, string)> Pairs(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<(string, string)>();
        while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1)));
        return found;
    }
}
