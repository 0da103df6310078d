using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host;

/// <summary>Once a day takes out facts that are too old to be of use: what a module that was off for so long has missed, it has missed.</summary>
internal sealed class OutboxUpkeep(
    CommunityDirectory communities, DatabaseEngine engine, CommunityBooks books, PlatformOptions options, TimeProvider clock, ILogger<OutboxUpkeep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(24), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var community in communities.All) await TrimOrSay(community.Slug, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    /// <summary>Says how many facts went.</summary>
    public async Task<int> Trim(string community, CancellationToken stop)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.OutboxDays);
        await using var session = await engine.Open(community, write: true, stop);
        await using var database = books.Open(session);
        await database.Applied.Where(row => database.Outbox.Any(fact => fact.Id == row.Fact && fact.At < before)).ExecuteDeleteAsync(stop);
        var gone = await database.Outbox.Where(row => row.At < before).ExecuteDeleteAsync(stop);
        await session.Commit(stop);
        return gone;
    }

    private async Task TrimOrSay(string community, CancellationToken stop)
    {
        try
        {
            if (await Trim(community, stop) is > 0 and var gone) log.LogInformation("{Community}: {Count} events older than {Days} days taken out", community, gone, options.OutboxDays);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "{Community}: old events could not be taken out; it is tried again tomorrow", community);
        }
    }
}
