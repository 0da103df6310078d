using System.Globalization;
using CommunityPlatform.Host.Communities;

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
        await using var house = await CommandHouse.Open(args, said, stop);
        if (house is null) return 2;
        IReadOnlyList<string> communities = [.. house.Communities.All.Select(community => community.Slug)];
        if (house.Settings["community"] is { } only)
        {
            if (!communities.Contains(only))
            {
                await said.WriteLineAsync($"There is no community {only}; there are: {string.Join(", ", communities)}.");
                return 2;
            }
            communities = [only];
        }
        var worst = 0;
        foreach (var community in communities) worst = Math.Max(worst, await Check(community, house, said, stop));
        return worst;
    }

    private static async Task<int> Check(string community, CommandHouse house, TextWriter said, CancellationToken stop)
    {
        await said.WriteLineAsync(community);
        if (house.Places.IsMoving(community))
        {
            await said.WriteLineAsync("  Its data are being moved. Check again afterwards.");
            return 2;
        }
        if (!await house.Engine.Of(house.Places.Of(community)).Exists(community, stop))
        {
            await said.WriteLineAsync("  Its database is missing.");
            return 2;
        }
        await using (var connection = await house.Engine.Connect(community, stop))
        {
            if (!await MigrationHistory.IsComplete(connection, CommunitySession.HistoryTable("host"), typeof(CommunityDbContext), stop))
            {
                await said.WriteLineAsync("  Its tables are those of an earlier version. Start this version once, then check again.");
                return 2;
            }
        }
        await using var session = await house.Engine.Open(community, write: false, stop);
        await using var database = house.Books.Open(session);
        var heads = new PublishedHeads(house.Options);
        var report = await ChainCheck.Run(reading => heads.Read(community, reading), database, stop);
        foreach (var language in Languages)
        {
            await said.WriteLineAsync("  " + ChainWords.Of(report, language));
            foreach (var found in report.Breaks) await said.WriteLineAsync("    " + ChainWords.Of(found, language, house.Clock));
            if (!report.Intact) await said.WriteLineAsync("  " + ChainWords.Next(language));
        }
        if (report.Hash is { } hash) await said.WriteLineAsync($"  {hash}");
        return report.Intact ? 0 : 1;
    }
}
