using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Admin;

/// <summary>Acts of the operator that switch nothing, and still stand in her log.</summary>
internal sealed class OperatorBook(IDbContextFactory<PlatformDbContext> databases, Modules.Departures departures, TimeProvider clock)
{
    /// <summary>Takes a notice off the list of what is to be looked at. Whoever comes second changes nothing.</summary>
    public async Task See(Guid notice, string by, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Notices.FindAsync([notice], stop) is not { Seen: false } found) return;
        found.Seen = true;
        Add(database, by, "see-notice", found.Community is null ? found.Module : $"{found.Community}/{found.Module}");
        await database.SaveChangesAsync(stop);
    }

    /// <summary>Collects garbage until nothing unloaded is left or nothing more will go.</summary>
    public async Task Collect(string by, CancellationToken stop)
    {
        await departures.Collect(10, stop);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        Add(database, by, "collect", null);
        await database.SaveChangesAsync(CancellationToken.None);
    }

    private void Add(PlatformDbContext database, string by, string act, string? subject) =>
        database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = by, Act = act, Subject = subject, Outcome = "done" });
}
