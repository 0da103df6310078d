using System.Globalization;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Audit;

/// <summary>
/// <c>verify-audit [--community X] [--data DIR]</c> · Checks audit chains from the command line, also beside a running host. It
/// only reads. Exit code 0: every chain is whole; 1: one is broken; 2: it could not be checked.
/// </summary>
internal static class VerifyCommand
{
    public const string Name = "verify-audit";

    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("zh-Hans"), CultureInfo.GetCultureInfo("en")];

    public static async Task<int> Run(string[] args, TextWriter said, CancellationToken stop)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();
        var options = PlatformOptions.From(settings, development: false);
        if (options.Database.Shared)
        {
            await said.WriteLineAsync("The audit logs stand on PostgreSQL: ask a running host, by the page of the audit log or GET /api/admin/communities/{community}/audit-chain.");
            return 2;
        }
        var books = new FileInfo(Path.Combine(options.Data, "platform.db"));
        if (!books.Exists)
        {
            await said.WriteLineAsync($"{books.FullName}: there is no platform here; name its folder by --data.");
            return 2;
        }
        var clock = new PlatformClock(options.TimeZone);
        var engine = new SqliteEngine(options, clock);
        using var own = new HostEngine();
        var communities = await Communities(books, stop);
        if (settings["community"] is { } only)
        {
            if (!communities.Contains(only))
            {
                await said.WriteLineAsync($"There is no community {only}; there are: {string.Join(", ", communities)}.");
                return 2;
            }
            communities = [only];
        }
        var worst = 0;
        foreach (var community in communities) worst = Math.Max(worst, await Check(community, engine, own, new(options), clock, said, stop));
        return worst;
    }

    private static async Task<int> Check(string community, SqliteEngine engine, HostEngine own, PublishedHeads heads, PlatformClock clock, TextWriter said, CancellationToken stop)
    {
        await said.WriteLineAsync(community);
        if (!File.Exists(engine.FileOf(community)))
        {
            await said.WriteLineAsync($"  {engine.FileOf(community)} is missing.");
            return 2;
        }
        await using (var connection = await engine.Connect(community, stop))
        {
            if (!await MigrationHistory.IsComplete(connection, CommunitySession.HistoryTable("host"), typeof(CommunityDbContext), stop))
            {
                await said.WriteLineAsync("  Its tables are those of an earlier version. Start this version once, then check again.");
                return 2;
            }
        }
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = new CommunityBooks(own).Open(session);
        var report = await ChainCheck.Run(reading => heads.Read(community, reading), database, stop);
        foreach (var language in Languages)
        {
            await said.WriteLineAsync("  " + ChainWords.Of(report, language));
            foreach (var found in report.Breaks) await said.WriteLineAsync("    " + ChainWords.Of(found, language, clock));
            if (!report.Intact) await said.WriteLineAsync("  " + ChainWords.Next(language));
        }
        if (report.Hash is { } hash) await said.WriteLineAsync($"  {hash}");
        return report.Intact ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> Communities(FileInfo books, CancellationToken stop)
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = books.FullName, Mode = Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly };
        await using var database = new PlatformDbContext(new DbContextOptionsBuilder<PlatformDbContext>().UseSqlite(connection.ToString()).Options);
        return await database.Communities.Select(row => row.Slug).OrderBy(slug => slug).ToListAsync(stop);
    }
}
