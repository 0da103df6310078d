using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Retention;

/// <summary>Every night at three, community after community.</summary>
internal sealed class RetentionNight(
    RetentionDesk desk, CommunityDirectory communities, DatabaseEngine engine, CommunityBooks books, PlatformUpkeep platform, Opening opening, TimeProvider clock, ILogger<RetentionNight> log) : BackgroundService
{
    public const int Hour = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Door.WaitAsync(stoppingToken);
        try
        {
            while (true)
            {
                await Task.Delay(Next(clock.GetLocalNow()) - clock.GetLocalNow(), clock, stoppingToken);
                await Tonight(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    /// <summary>The next time that it strikes the hour.</summary>
    public static DateTimeOffset Next(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.Date.AddHours(Hour), now.Offset);
        return today > now ? today : today.AddDays(1);
    }

    /// <summary>Several hosts share one night: who comes second finds it done.</summary>
    public async Task Tonight(CancellationToken stop)
    {
        await using var turn = await platform.Turn("retention", stop);
        foreach (var community in communities.All)
        {
            try
            {
                if (await IsDone(community.Slug, stop)) continue;
                var cleared = await desk.Run(community.Slug, stop);
                log.LogInformation("{Community}: {Count} values have outlived their purpose and are gone", community.Slug, cleared.Sum(module => module.Gone.Sum(entry => entry.Count)));
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogError(problem, "{Community}: what has outlived its purpose could not be cleared; it is tried again tomorrow", community.Slug);
            }
        }
    }

    private async Task<bool> IsDone(string community, CancellationToken stop)
    {
        var since = clock.GetUtcNow().UtcDateTime.AddHours(-12);
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Aside(session);
        return await database.Clearings.AnyAsync(line => line.At > since, stop);
    }
}
