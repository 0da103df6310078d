using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Privacy.Retention;

/// <summary>到期清理 · Has host and modules delete or anonymise what has outlived the retention that they declare.</summary>
/// <remarks>The rehearsal is the same work on a transaction that is never committed, so that it cannot tell anything else than what the night does.</remarks>
internal sealed class RetentionDesk(
    ModuleBoard board, DatabaseEngine engine, CommunityBooks books, Faults faults, CommunityDirectory communities, DeclaredHere declared, TimeProvider clock, ILogger<RetentionDesk> log)
{
    public const string Act = "ClearOutlived";

    /// <summary>What would go tonight.</summary>
    public Task<IReadOnlyList<ClearedHere>> Rehearse(string community, CancellationToken stop) => Round(community, rehearsal: true, Guid.CreateVersion7(), stop);

    /// <summary>Does it, and notes what was done.</summary>
    public Task<IReadOnlyList<ClearedHere>> Run(string community, CancellationToken stop) => Round(community, rehearsal: false, Guid.CreateVersion7(), stop);

    private async Task<IReadOnlyList<ClearedHere>> Round(string community, bool rehearsal, Guid run, CancellationToken stop)
    {
        var cleared = new List<ClearedHere> { await Own(community, rehearsal, run, stop) };
        foreach (var here in await declared.Modules(community, stop)) cleared.Add(await One(community, here.Id, rehearsal, run, stop));
        return cleared;
    }

    private async Task<ClearedHere> Own(string community, bool rehearsal, Guid run, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        var frame = Frame(community, session, DeclaredHere.Host);
        await using var database = books.Aside(session);
        var gone = await HostClearing.Clear(database, frame.Now, stop);
        return await End(frame, session, gone, rehearsal, run, stop);
    }

    private async Task<ClearedHere> One(string community, string id, bool rehearsal, Guid run, CancellationToken stop)
    {
        var module = board.Enter(community, id, out var inside);
        using var leave = inside;
        if (module is null) return new(id, IsOff: true, Failed: false, []);
        try
        {
            await using var session = await engine.Open(community, write: true, stop);
            var frame = Frame(community, session, id);
            await using var visit = new ModuleVisit(module, frame);
            var gone = new List<OutlivedData>();
            foreach (var source in visit.Sources)
                foreach (var entry in await source.Clear(frame.Now, stop))
                    if (entry.Count > 0) gone.Add(entry);
            if (gone.Find(entry => module.Package.Manifest!.PersonalData.All(field => field.Field != entry.Field)) is { } unknown)
                throw new InvalidOperationException($"{id} clears '{unknown.Field}', which module.json does not declare under personalData.");
            if (!rehearsal) await session.Save(stop);
            return await End(frame, session, gone, rehearsal, run, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            if (!DatabaseEngine.IsLost(fault)) faults.Report(module, community, "clearing what is outlived", fault);
            log.LogError("{Community}: what {Module} has outlived could not be cleared: {Problem}", community, id, fault.Message);
            if (!rehearsal) await Note(community, new() { Run = run, At = clock.GetUtcNow().UtcDateTime, Module = id, Failed = true }, stop);
            return new(id, IsOff: false, Failed: true, []);
        }
    }

    /// <summary>Written with what was done, in one transaction; a rehearsal leaves nothing.</summary>
    private async Task<ClearedHere> End(ActFrame frame, CommunitySession session, IReadOnlyList<OutlivedData> gone, bool rehearsal, Guid run, CancellationToken stop)
    {
        if (rehearsal) return new(frame.Module, IsOff: false, Failed: false, gone);
        await using (var database = books.Aside(session))
        {
            if (gone.Count == 0) database.Clearings.Add(new() { Run = run, At = frame.Now, Module = frame.Module });
            foreach (var entry in gone) database.Clearings.Add(new() { Run = run, At = frame.Now, Module = frame.Module, Field = entry.Field, Count = entry.Count, Fate = entry.Fate });
            await database.SaveChangesAsync(stop);
        }
        if (gone.Count > 0)
        {
            frame.Subject = $"{gone.Sum(entry => entry.Count)} values";
            await books.Write(frame, Act, "done", stop);
        }
        await session.Commit(stop);
        frame.Written();
        return new(frame.Module, IsOff: false, Failed: false, gone);
    }

    private async Task Note(string community, Clearing line, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        await using var database = books.Aside(session);
        database.Clearings.Add(line);
        await database.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private ActFrame Frame(string community, CommunitySession session, string module) =>
        new(new(null, "platform", PersonKind.Platform), communities.Find(community)!, session, module, clock.GetUtcNow().UtcDateTime);
}

/// <summary>What went, or would go, of one module.</summary>
/// <param name="Module">Its id.</param>
/// <param name="IsOff">It could not be asked; its rows wait for it.</param>
/// <param name="Failed">It failed; nothing of it was changed.</param>
/// <param name="Gone">By field.</param>
internal sealed record ClearedHere(string Module, bool IsOff, bool Failed, IReadOnlyList<OutlivedData> Gone);
