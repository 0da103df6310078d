using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// A switch stands in the platform's database, its audit line and its event in the community's. Killed between the two, the line is
/// missing: after the house has opened it is written.
/// </summary>
internal sealed class SwitchNotes(
    Opening opening, IDbContextFactory<PlatformDbContext> databases, DatabaseEngine engine, CommunityBooks books, CommunityLedger ledger, CommunityDirectory communities,
    ModuleDesk desk, ILogger<SwitchNotes> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Door.WaitAsync(stoppingToken);
        foreach (var community in communities.All)
        {
            try
            {
                await desk.Between(() => Complete(community.Slug, stoppingToken), stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogError(problem, "{Community}: it could not be seen whether every switch of a module stands in the audit log", community.Slug);
            }
        }
    }

    private async Task Complete(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Enablements.AsNoTracking().Where(row => row.Community == community).ToListAsync(stop);
        if (rows.Count == 0) return;
        var noted = await Noted(community, stop);
        foreach (var row in rows.Where(row => noted.GetValueOrDefault(row.Module) != row.On))
        {
            log.LogWarning("{Community}: the switch of {Module} at {At} was cut off before its audit line; it is written now", community, row.Module, row.Since);
            await ledger.ModuleSwitched(community, row.Module, row.On, row.By, [], stop);
        }
    }

    /// <summary>What the audit log says last of each module.</summary>
    private async Task<Dictionary<string, bool>> Noted(string community, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var book = books.Open(session);
        var lines = await book.Audit.Where(line => line.Act == CommunityLedger.Enabled || line.Act == CommunityLedger.Disabled)
            .OrderBy(line => line.At).Select(line => new { line.Subject, line.Act }).ToListAsync(stop);
        return lines.Where(line => line.Subject is not null).GroupBy(line => line.Subject!).ToDictionary(of => of.Key, of => of.Last().Act == CommunityLedger.Enabled, StringComparer.Ordinal);
    }
}
