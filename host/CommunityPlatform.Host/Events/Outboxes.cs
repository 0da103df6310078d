using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host;

/// <summary>Wakes the delivery of a community's facts.</summary>
internal sealed class Outboxes
{
    private readonly Channel<string> _wake = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    public void Wake(string community)
    {
        if (_waiting.TryAdd(community, true)) _wake.Writer.TryWrite(community);
    }

    public async Task<string> Next(CancellationToken stop)
    {
        var community = await _wake.Reader.ReadAsync(stop);
        _waiting.TryRemove(community, out _);
        return community;
    }
}

/// <summary>
/// Delivers facts to the reactions of enabled modules: at least once, applied once. A listener that is off finds them when it is
/// on again; one that fails gets them again after a growing pause.
/// </summary>
internal sealed class OutboxDelivery(
    Outboxes outboxes, ModuleBoard board, CommunityDirectory communities, DatabaseEngine engine, CommunityBooks books, Faults faults, DatabasePlaces places, Opening opening, TimeProvider clock, ILogger<OutboxDelivery> log) : BackgroundService
{
    private const int AtOnce = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Door.WaitAsync(stoppingToken);
        board.Changed += WakeAll;
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(10), clock);
        var timer = WakeRegularly(again, stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var community = await outboxes.Next(stoppingToken);
                try
                {
                    await Deliver(community, stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    log.LogError(problem, "Delivering events of {Community} failed; it is tried again", community);
                }
            }
        }
        finally
        {
            board.Changed -= WakeAll;
            await timer;
        }
    }

    /// <summary>Delivers what waits now. Also called by tests and by the scene, to have it done.</summary>
    public async Task Deliver(string community, CancellationToken stop)
    {
        if (places.IsMoving(community) || !HasListeners(community)) return;
        // One host at a time: side by side they would only wait for each other, fact by fact.
        await using var turn = await engine.Delivering(community, stop);
        for (var i = 0; i < board.Enabled(community).Count; i++)
        {
            if (ModuleAt(community, i) is { } name) await DeliverTo(community, name, stop);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasListeners(string community) => board.Enabled(community).Any(module => module.Reactions.Count > 0);

    // Kept out of the long-lived method's frame: a local variable there would hold the module's code.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? ModuleAt(string community, int index)
    {
        var enabled = board.Enabled(community);
        return index < enabled.Count && enabled[index].Reactions.Count > 0 ? enabled[index].Id : null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task DeliverTo(string community, string id, CancellationToken stop)
    {
        var module = board.Enter(community, id, out var inside);
        using var leave = inside;
        if (module is null) return;
        foreach (var reaction in module.Reactions)
        {
            var listener = $"{module.Id}/{reaction.Name}";
            var waiting = await Waiting(community, listener, reaction.Event, stop);
            if (waiting.Count == AtOnce) outboxes.Wake(community);
            foreach (var (fact, payload) in waiting)
            {
                if (module.Stop.IsCancellationRequested || board.For(community, id) != module) return;
                if (!await Apply(community, module, reaction, listener, fact, payload, stop)) break;
            }
        }
    }

    private async Task<List<(Guid Fact, string Payload)>> Waiting(string community, string listener, string name, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Open(session);
        var now = clock.GetUtcNow().UtcDateTime;
        var since = await database.Listeners.Where(row => row.Listener == listener).Select(row => (DateTime?)row.Since).FirstOrDefaultAsync(stop);
        if (since is null) return [];
        var rows = await database.Outbox
            .Where(row => row.Name == name && row.At >= since && !database.Applied.Any(done => done.Listener == listener && done.Fact == row.Id && (done.Done || done.NotBefore > now)))
            .OrderBy(row => row.Id).Take(AtOnce).Select(row => new { row.Id, row.Payload }).ToListAsync(stop);
        return rows.ConvertAll(row => (row.Id, row.Payload));
    }

    private async Task<bool> Apply(string community, LoadedModule module, ReactionEntry reaction, string listener, Guid fact, string payload, CancellationToken stop)
    {
        var here = communities.Find(community)!;
        try
        {
            await using var session = await engine.Open(community, write: true, stop);
            // Waiting for its turn, the version may have been replaced; the next one applies it.
            if (board.For(community, module.Id) != module) return false;
            if (await session.EnabledPackage(community, module.Id, stop) is { } package && package != module.Package.Key) return false;
            var frame = new ActFrame(new(null, "", PersonKind.Platform), here, session, module.Id, clock.GetUtcNow().UtcDateTime) { Subject = fact.ToString() };
            await using var scope = module.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActFrameHolder>().Frame = frame;
            await using (var database = books.Open(session))
            {
                var row = await database.Applied.FindAsync([listener, fact], stop);
                if (row is { Done: true }) return true;
                if (row is null) database.Applied.Add(new() { Listener = listener, Fact = fact, Attempts = 1, Done = true, NotBefore = frame.Now });
                else row.Done = true;
                await database.SaveChangesAsync(stop);
                await reaction.React(scope.ServiceProvider, payload, stop);
                await session.Save(stop);
                await books.Write(frame, reaction.Name, "done", stop);
            }
            await session.Commit(stop);
            frame.Written();
            if (frame.Facts.Count > 0) outboxes.Wake(community);
            return true;
        }
        catch (Exception nobodys) when (nobodys is CommunityMovingException || DatabaseEngine.IsLost(nobodys))
        {
            log.LogWarning("{Listener} of {Community} waits: {Problem}", listener, community, nobodys.Message);
            return false;
        }
        // A reaction's own time-out is its fault, and must not end the delivery for everybody.
        catch (Exception thrown) when (thrown is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            faults.Report(module, community, reaction.Name, thrown);
            await Postpone(community, listener, fact, stop);
            return false;
        }
    }

    private async Task Postpone(string community, string listener, Guid fact, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        await using var database = books.Open(session);
        var row = await database.Applied.FindAsync([listener, fact], stop);
        if (row is null) database.Applied.Add(row = new() { Listener = listener, Fact = fact });
        row.Attempts++;
        row.NotBefore = clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(3, row.Attempts)));
        await database.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private void WakeAll()
    {
        foreach (var community in communities.All) outboxes.Wake(community.Slug);
    }

    private async Task WakeRegularly(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) WakeAll();
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }
}
