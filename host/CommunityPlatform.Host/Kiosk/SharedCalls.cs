using System.Collections.Concurrent;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.News;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Kiosk;

/// <summary>Where several hosts serve, writes this one's calls down for the others and follows theirs.</summary>
internal sealed class SharedCalls(KioskCalls calls, IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, TimeProvider clock, ILogger<SharedCalls> log)
    : BackgroundService, INewsReader
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private readonly ConcurrentQueue<(KioskCall Call, bool Came)> _waiting = new();
    private readonly SemaphoreSlim _bell = new(0);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Topic => NewsTopic.Calls;

    public async Task Read(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await Write(stop);
            await using var database = await databases.CreateDbContextAsync(stop);
            var since = clock.GetUtcNow().UtcDateTime - Kept;
            var rows = await database.KioskCalls.AsNoTracking().Where(row => row.At > since).OrderBy(row => row.Id).ToListAsync(stop);
            // What happened here while we read is not in the rows yet.
            var waiting = _waiting.ToArray();
            calls.Follow([.. rows.Select(row => new KioskCall(row.Id, row.Community, row.At)).Where(call => !waiting.Any(one => !one.Came && one.Call.Id == call.Id)), .. waiting.Where(one => one.Came).Select(one => one.Call)]);
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Database.Shared) return;
        calls.Happened += Note;
        try
        {
            while (true)
            {
                await _bell.WaitAsync(stoppingToken);
                await WriteOrSay(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
        finally
        {
            calls.Happened -= Note;
        }
    }

    private void Note(KioskCall call, bool came)
    {
        _waiting.Enqueue((call, came));
        _bell.Release();
    }

    private async Task WriteOrSay(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await Write(stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "A call at a kiosk could not be told to the other hosts; it is tried again with the next one");
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Write(CancellationToken stop)
    {
        while (_waiting.TryPeek(out var one))
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var row = await database.KioskCalls.FindAsync([one.Call.Id], stop);
            if (one.Came && row is null) database.KioskCalls.Add(new() { Id = one.Call.Id, Community = one.Call.Community, At = one.Call.At });
            if (!one.Came && row is not null) database.KioskCalls.Remove(row);
            var before = clock.GetUtcNow().UtcDateTime - Kept;
            database.KioskCalls.RemoveRange(await database.KioskCalls.Where(old => old.At <= before && old.Id != one.Call.Id).ToListAsync(stop));
            await database.SaveChangesAsync(stop);
            _waiting.TryDequeue(out _);
        }
    }
}
