using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>
/// Erases in the modules what <see cref="ErasePerson"/> wrote down: each module in a transaction of its own. A module that is off or
/// fails keeps its line waiting until it comes back.
/// </summary>
internal sealed class ErasureDesk(
    ModuleBoard board, DatabaseEngine engine, CommunityBooks books, Vault.VaultFactory vaults, Faults faults, CommunityDirectory communities, Opening opening, TimeProvider clock,
    ILogger<ErasureDesk> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(30);

    private readonly Channel<string> _wake = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, bool> _woken = new(StringComparer.Ordinal);

    public void Wake(string community)
    {
        if (_woken.TryAdd(community, true)) _wake.Writer.TryWrite(community);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Door.WaitAsync(stoppingToken);
        board.Changed += WakeAll;
        await using var timer = clock.CreateTimer(_ => WakeAll(), null, TimeSpan.Zero, Again);
        try
        {
            await foreach (var community in _wake.Reader.ReadAllAsync(stoppingToken))
            {
                _woken.TryRemove(community, out _);
                try
                {
                    await Carry(community, stoppingToken);
                }
                catch (Exception problem) when (problem is CommunityMovingException || DatabaseEngine.IsLost(problem))
                {
                    log.LogWarning("Erasures of {Community} wait: {Problem}", community, problem.Message);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    log.LogError(problem, "Erasures of {Community} could not be carried out; it is tried again", community);
                }
            }
        }
        finally
        {
            board.Changed -= WakeAll;
        }
    }

    /// <summary>Does what waits and can be done now. Two hosts that come at once find the line done under the turn.</summary>
    public async Task Carry(string community, CancellationToken stop)
    {
        foreach (var (id, module) in await Waiting(community, stop)) await One(community, id, module, stop);
    }

    private async Task<List<(Guid Id, string Module)>> Waiting(string community, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Aside(session);
        return (await database.Erasures.Where(row => row.State == ErasureState.Waiting).OrderBy(row => row.At).Select(row => new { row.Id, row.Module }).ToListAsync(stop)).ConvertAll(row => (row.Id, row.Module));
    }

    // Kept out of the long-lived method's frame: a local variable there would hold the module's code.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task One(string community, Guid id, string moduleId, CancellationToken stop)
    {
        var module = board.Enter(community, moduleId, out var inside);
        using var leave = inside;
        if (module is null) return;
        try
        {
            await using var session = await engine.Open(community, write: true, stop);
            var frame = new ActFrame(new(null, "platform", PersonKind.Platform), communities.Find(community)!, session, module.Id, clock.GetUtcNow().UtcDateTime);
            await using var database = books.Aside(session);
            if (await database.Erasures.SingleOrDefaultAsync(row => row.Id == id && row.State == ErasureState.Waiting, stop) is not { Asked: { } sealedAsk } row) return;
            frame.Subject = row.PersonId.ToString();
            var asked = JsonSerializer.Deserialize<AskedErasure>(vaults.ForHost(community).Masked(HostPersonalData.Erasure, sealedAsk, text => text))!;
            await using var visit = new ModuleVisit(module, frame);
            var records = await visit.About(asked.Person, stop);
            var keys = records.Where(record => record.Certain).Select(record => record.Key).Concat(asked.Keys).ToHashSet(StringComparer.Ordinal);
            foreach (var source in visit.Sources) await source.Erase(asked.Person, keys, stop);
            await session.Save(stop);
            (row.State, row.DoneAt, row.Asked, row.Unsure) = (ErasureState.Done, frame.Now, null, records.Count(record => !keys.Contains(record.Key)));
            await database.SaveChangesAsync(stop);
            await books.Write(frame, nameof(ErasePerson), "done", stop);
            await session.Commit(stop);
            frame.Written();
        }
        catch (Exception nobodys) when (nobodys is CommunityMovingException || DatabaseEngine.IsLost(nobodys))
        {
            log.LogWarning("An erasure in {Module} of {Community} waits: {Problem}", moduleId, community, nobodys.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            faults.Report(module, community, "erasing a person", fault);
            await Count(community, id, stop);
        }
    }

    private async Task Count(string community, Guid id, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        await using var database = books.Aside(session);
        await database.Erasures.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Attempts, row => row.Attempts + 1), stop);
        await session.Commit(stop);
    }

    private void WakeAll()
    {
        foreach (var community in communities.All) Wake(community.Slug);
    }
}
