using System.Collections.Concurrent;
using System.Security.Cryptography;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Communities.Moving;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register.Imports;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Vault;

/// <summary>How far the turning of a community's keys has come.</summary>
/// <param name="Done">Texts sealed anew.</param>
/// <param name="Total">Texts that were sealed with an older key when it began.</param>
/// <param name="Problem">Why it stopped; the old keys are kept then.</param>
internal sealed record TurnProgress(long Done, long Total, string? Problem = null);

/// <summary>
/// 换密钥 · Puts new keys in front of a community's ring, seals every text and index anew in small steps beside the work of the day,
/// and drops the old keys when nothing needs them any more. What is left to do is read from the data, so a cut-off turn goes on.
/// </summary>
internal sealed class KeyTurn(
    KeyFolder keys, PlacedEngine engines, HostEngine own, ModuleDesk desk, ModuleBoard board, PackageStore store, ModuleLoader loader, ImportDesk imports,
    IDbContextFactory<PlatformDbContext> databases, PlatformUpkeep platform, TimeProvider clock, ILogger<KeyTurn> log)
{
    private readonly ConcurrentDictionary<string, TurnProgress> _progress = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Rows in one transaction: whoever wants to write waits no longer than for these.</summary>
    public int Step { get; init; } = 200;

    /// <summary>Raised as it goes on.</summary>
    public event Action? Changed;

    /// <summary>Null where nothing is under way and nothing went wrong.</summary>
    public TurnProgress? Of(string community) => _progress.GetValueOrDefault(community);

    /// <summary>Puts new keys in front, where none are being turned already, and seals everything anew.</summary>
    public async Task Run(string community, string by, CancellationToken stop)
    {
        if (keys.Find(community) is null) return;
        await Note(community, by, "turn-keys", "done", stop);
        await desk.Between(() =>
        {
            if (!keys.Of(community).IsTurning) keys.Turn(community);
            return Task.CompletedTask;
        }, stop);
        await GoOn(community, stop);
    }

    /// <summary>Goes on where a turn was cut off; does nothing where none is under way.</summary>
    public async Task GoOn(string community, CancellationToken stop)
    {
        if (keys.Find(community) is not { IsTurning: true }) return;
        await _turn.WaitAsync(stop);
        try
        {
            await using var ours = await platform.Turn("turn-keys", stop);
            // Another process may go on with the keys it knows for as long as this.
            await Task.Delay(KeyFolder.Stale * 2, clock, stop);
            await SealAnew(community, stop);
            _progress.TryRemove(community, out _);
            await Note(community, "platform", "keys-turned", "done", CancellationToken.None);
        }
        catch (Exception problem) when (problem is CryptographicException or System.Data.Common.DbException or IOException or PackageRefused or MoveRefused or CommunityMovingException)
        {
            _progress[community] = (Of(community) ?? new(0, 0)) with { Problem = problem.Message };
            log.LogError(problem, "{Community}: not everything could be sealed anew; the old keys are kept and it goes on at the next start", community);
            await Note(community, "platform", "keys-turned", "failed", CancellationToken.None);
        }
        finally
        {
            _turn.Release();
            Changed?.Invoke();
        }
    }

    private async Task SealAnew(string community, CancellationToken stop)
    {
        var current = keys.Of(community).Current;
        await Tell(community, 0, await Left(community, current, stop));
        var tables = await Tables(community, stop);
        var done = 0L;
        while (true)
        {
            foreach (var table in tables)
                foreach (var column in table.Columns)
                    for (var some = 1; some > 0;)
                    {
                        some = await OneStep(community, table, column, stop);
                        done += some;
                        await Tell(community, done, Math.Max(done, Of(community)!.Total));
                    }
            await imports.SealAnew(community, stop);
            if (await Dropped(community, current, stop)) return;
            if (done == 0) throw new CryptographicException("Texts sealed with an older key stand where no module says what they are.");
            done = 0;
        }
    }

    private async Task<int> OneStep(string community, SealedTable table, SealedColumn column, CancellationToken stop)
    {
        await using var session = await engines.Open(community, write: true, stop);
        var count = await table.SealAnew(column, keys.Of(community), session, Step, stop);
        await session.Commit(stop);
        return count;
    }

    /// <summary>Looked at while nobody writes: what was sealed before this turn of ours is all there to be seen.</summary>
    private async Task<bool> Dropped(string community, uint current, CancellationToken stop)
    {
        var gone = false;
        await desk.Between(async () =>
        {
            await using var session = await engines.Open(community, write: true, stop);
            if ((await SealedColumns.Keys(session.Connection, stop)).Keys.Any(id => id != current)) return;
            keys.DropOld(community);
            gone = true;
        }, stop);
        return gone;
    }

    private async Task<long> Left(string community, uint current, CancellationToken stop)
    {
        await using var session = await engines.Open(community, write: false, stop);
        return (await SealedColumns.Keys(session.Connection, stop)).Where(key => key.Key != current).Sum(key => key.Value);
    }

    /// <summary>What the host and every module that was ever on here say of their sealed columns.</summary>
    private async Task<IReadOnlyList<SealedTable>> Tables(string community, CancellationToken stop)
    {
        IReadOnlyList<SealedTable> tables = [];
        store.Start();
        // No version leaves meanwhile.
        await desk.Between(async () =>
        {
            var (fresh, running) = (new List<LoadedModule>(), new List<LoadedModule>());
            await using (var database = await databases.CreateDbContextAsync(stop))
                foreach (var row in await database.Enablements.AsNoTracking().Where(row => row.Community == community).OrderBy(row => row.Module).ToListAsync(stop))
                {
                    if (board.LoadedVersion(row.Module, row.Package) is { } loaded) running.Add(loaded);
                    else if (store.Find(row.Module, row.Package) is { Problem: null } package) fresh.Add(loader.Load(package));
                    else throw new MoveRefused(MoveReason.ModuleMissing, row.Module, row.Package);
                }
            await using var contexts = new MovedContexts(own, fresh, running);
            await using var session = await engines.Open(community, write: false, stop);
            tables = [.. contexts.Models(session).SelectMany(one => SealedTable.In(one.Owner, one.Model, [.. contexts.Declared(one.Owner)]))];
        }, stop);
        return tables;
    }

    private Task Tell(string community, long done, long total)
    {
        _progress[community] = new(done, total);
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    private async Task Note(string community, string by, string act, string outcome, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = by, Act = act, Subject = community, Outcome = outcome });
        await database.SaveChangesAsync(stop);
    }
}

/// <summary>Goes on with turns that a stop or a crash has cut off.</summary>
internal sealed class KeyTurnWatch(KeyTurn turn, CommunityDirectory communities, Opening opening, ILogger<KeyTurnWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await opening.Door.WaitAsync(stoppingToken);
            foreach (var community in communities.All) await turn.GoOn(community.Slug, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping; the next start goes on.
        }
        catch (Exception problem)
        {
            log.LogError(problem, "It could not be seen whose keys are being turned; the next start looks again");
        }
    }
}
