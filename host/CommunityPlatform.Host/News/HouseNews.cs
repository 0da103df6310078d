using System.Collections.Concurrent;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.News;

/// <summary>What this host has heard of the others, by version. Reading twice does no harm; not hearing is made up for.</summary>
internal sealed class HouseNews(IServiceProvider host, IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, ILogger<HouseNews> log)
{
    private readonly ConcurrentDictionary<string, long> _read = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Before anything is read at a start: what changes from now on is news.</summary>
    public async Task Begin(CancellationToken stop)
    {
        foreach (var (topic, version) in await Versions(stop)) _read[topic] = version;
    }

    /// <summary>Reads every topic that has changed since it was read last.</summary>
    public async Task CatchUp(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var versions = await Versions(stop);
            foreach (var topic in NewsTopic.All.Where(Follows))
                if (versions.GetValueOrDefault(topic) is var version && version != _read.GetValueOrDefault(topic) && await ReadOrSay(topic, stop))
                    _read[topic] = version;
        }
        finally
        {
            _turn.Release();
        }
    }

    // A host that is alone with its file changes everything itself; only a move is done by a program beside it.
    private bool Follows(string topic) => options.Database.Shared || topic == NewsTopic.Communities;

    private async Task<Dictionary<string, long>> Versions(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.News.AsNoTracking().ToDictionaryAsync(row => row.Topic, row => row.Version, stop);
    }

    private async Task<bool> ReadOrSay(string topic, CancellationToken stop)
    {
        try
        {
            foreach (var reader in host.GetServices<INewsReader>().Where(reader => reader.Topic == topic)) await reader.Read(stop);
            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "News of {Topic} could not be followed; it is tried again", topic);
            return false;
        }
    }
}
