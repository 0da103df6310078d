using System.Diagnostics;
using System.Globalization;
using CommunityPlatform.Host;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CommunityPlatform.Bench;

/// <summary>What many communities in one PostgreSQL cost: founding them, a start, memory, connections.</summary>
internal static class ManyCommunities
{
    /// <param name="repository">The work tree.</param>
    /// <param name="server">An empty database, to be thrown away afterwards.</param>
    /// <param name="count">How many communities.</param>
    /// <param name="say">Takes a line of the report.</param>
    public static async Task Measure(string repository, string server, int count, Action<string> say)
    {
        await using var house = new House(await Delivery.Publish(repository));
        string[] database = ["--scene", "none", "--Database:Provider", "PostgreSQL", "--Database:ConnectionString", server];
        var founded = Stopwatch.StartNew();
        var modules = await Found(house, database, count);
        say($"| {count} communities founded, {modules} modules on in each | {founded.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s |");
        say($"| tables in the database | {await Ask(server, "select count(*) from pg_class where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')")} |");
        say($"| size of the database | {await Ask(server, "select pg_size_pretty(pg_database_size(current_database()))")} |");
        var starts = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            if (i > 0) await house.Stop();
            starts.Add((await house.Start($"/k/{Slug(count)}", database)).TotalMilliseconds);
        }
        starts.Sort();
        say($"| start to the first 200 of a kiosk, median / best of {starts.Count} | {Ms(starts[1])} / {Ms(starts[0])} ms |");
        await Task.Delay(TimeSpan.FromSeconds(15));
        say($"| RSS idle, connections | {house.ResidentBytes() / 1048576} MB, {await Connections(server)} |");
        var visits = Stopwatch.StartNew();
        var failed = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            if (!await house.Is200($"/k/{Slug(i)}")) Interlocked.Increment(ref failed);
        });
        say($"| the kiosk of every community once, 16 at a time: a second, failed | {(count / visits.Elapsed.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)}/s, {failed} |");
        say($"| RSS, connections afterwards | {house.ResidentBytes() / 1048576} MB, {await Connections(server)} |");
    }

    private static async Task<int> Found(House house, string[] database, int count)
    {
        await using var app = Platform.Build(["--applicationName", "CommunityPlatform.Host", "--urls", "http://127.0.0.1:0", "--data", house.Data, "--Platform:Modules", house.Modules, "--Logging:LogLevel:Default", "Warning", .. database]);
        await Platform.Prepare(app, CancellationToken.None);
        var (maker, desk, board) = (app.Services.GetRequiredService<CommunityMaker>(), app.Services.GetRequiredService<ModuleDesk>(), app.Services.GetRequiredService<ModuleBoard>());
        var modules = board.Loaded.Select(module => module.Id).ToList();
        for (var i = 1; i <= count; i++)
        {
            var made = await maker.Create(Slug(i), $"Community {i}", null, "bench", CancellationToken.None);
            if (!made.Ok) throw new InvalidOperationException($"{Slug(i)}: {made.Refusal}");
            foreach (var module in modules) await desk.Enable(Slug(i), module, "bench", CancellationToken.None);
        }
        return modules.Count;
    }

    private static string Slug(int i) => string.Create(CultureInfo.InvariantCulture, $"c{i:0000}");

    private static string Ms(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static Task<object?> Connections(string server) => Ask(server, "select count(*) from pg_stat_activity where application_name = 'CommunityPlatform'");

    private static async Task<object?> Ask(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        return await command.ExecuteScalarAsync();
    }
}
