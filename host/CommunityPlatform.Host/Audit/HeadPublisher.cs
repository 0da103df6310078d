using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Audit;

/// <summary>
/// Adds the head of each community's chain to its file: at the start, every day, and when the host stops. A head that does not
/// lead on from the last published one is not published; the operator is told.
/// </summary>
internal sealed class HeadPublisher(
    Opening opening, CommunityDirectory communities, DatabaseEngine engine, CommunityBooks books, PublishedHeads heads,
    IDbContextFactory<PlatformDbContext> databases, TimeProvider clock, ILogger<HeadPublisher> log) : BackgroundService
{
    /// <summary>The notice that the operator gets.</summary>
    public const string Broken = "audit-broken";

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (opening.Door.IsCompleted) await All(cancellationToken);
    }

    /// <summary>Publishes one community's head where there is something new. False where the chain does not lead on.</summary>
    public async Task<bool> Publish(string community, CancellationToken stop)
    {
        var before = (await heads.Read(community, stop)).Heads.MaxBy(head => head.Sequence);
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Open(session);
        if (await database.AuditHeads.AsNoTracking().SingleOrDefaultAsync(stop) is not { Sequence: > 0 } head) return before is null || await Tell(community, before, stop);
        if (before is not null)
        {
            var there = await database.Audit.Where(line => line.Sequence == before.Sequence).Select(line => line.Hash).FirstOrDefaultAsync(stop);
            if (there != before.Hash || head.Sequence < before.Sequence) return await Tell(community, before, stop);
            if (head.Sequence == before.Sequence) return true;
        }
        await heads.Add(community, new(clock.GetUtcNow().UtcDateTime, head.Sequence, head.Hash), stop);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Door.WaitAsync(stoppingToken);
            await All(stoppingToken);
            using var timer = new PeriodicTimer(TimeSpan.FromHours(24), clock);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await All(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private async Task All(CancellationToken stop)
    {
        foreach (var community in communities.All)
        {
            try
            {
                await Publish(community.Slug, stop);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogError(problem, "{Community}: the head of the audit chain could not be published; it is tried again tomorrow", community.Slug);
            }
        }
    }

    private async Task<bool> Tell(string community, PublishedHead before, CancellationToken stop)
    {
        log.LogError("{Community}: the audit chain does not lead on from line {Sequence}, whose hash was published at {At}; check it by verify-audit", community, before.Sequence, before.At);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (!await database.Notices.AnyAsync(row => row.Community == community && row.Kind == Broken && !row.Seen, stop))
        {
            database.Notices.Add(new() { At = clock.GetUtcNow().UtcDateTime, Module = "host", Community = community, Kind = Broken, Detail = $"{before.Sequence}" });
            await database.SaveChangesAsync(stop);
        }
        return false;
    }
}
