using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Communities;

/// <summary>A module was switched in this community.</summary>
[EventName("host.module-switched.v1")]
internal sealed record ModuleSwitched(string Module, bool On);

/// <summary>Writes into a community's own books what the platform's desk did to it.</summary>
internal sealed class CommunityLedger(DatabaseEngine engine, CommunityBooks books, CommunityDirectory communities, Outboxes outboxes, TimeProvider clock)
{
    /// <summary>The audit log's words for a switch.</summary>
    public const string Enabled = "EnableModule", Disabled = "DisableModule";

    public async Task ModuleSwitched(string community, string module, bool on, string by, IReadOnlyList<string> listeners, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        var frame = new ActFrame(new(by, by, PersonKind.Staff), communities.Find(community)!, session, "host", clock.GetUtcNow().UtcDateTime) { Subject = module };
        frame.Add(new ModuleSwitched(module, on));
        await Add(session, listeners, frame.Now, stop);
        await books.Write(frame, on ? Enabled : Disabled, "done", stop);
        await session.Commit(stop);
        outboxes.Wake(community);
    }

    /// <summary>An audit line for an act of the platform's desks that concerns this community.</summary>
    public async Task Note(string community, CurrentPerson by, string act, string? subject, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        await books.Write(new ActFrame(by, communities.Find(community)!, session, "host", clock.GetUtcNow().UtcDateTime) { Subject = subject }, act, "done", stop);
        await session.Commit(stop);
    }

    /// <summary>Notes since when a version's reactions listen; those that listen already go on from where they were.</summary>
    public async Task Listen(string community, IReadOnlyList<string> listeners, CancellationToken stop)
    {
        if (listeners.Count == 0) return;
        await using var session = await engine.Open(community, write: true, stop);
        await Add(session, listeners, clock.GetUtcNow().UtcDateTime, stop);
        await session.Commit(stop);
    }

    private async Task Add(CommunitySession session, IReadOnlyList<string> listeners, DateTime since, CancellationToken stop)
    {
        await using var database = books.Open(session);
        foreach (var listener in listeners)
            if (await database.Listeners.FindAsync([listener], stop) is null)
                database.Listeners.Add(new() { Listener = listener, Since = since });
        await database.SaveChangesAsync(stop);
    }
}
