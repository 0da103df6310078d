using System.Data.Common;
using System.Diagnostics;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Vault;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.UseCases;

/// <summary>The road for the person and community of one visit.</summary>
internal sealed class VisitUseCases(CurrentVisit visit, Grants grants, UseCaseRunner runner, Paces paces) : IUseCases
{
    public async Task<Outcome<TResult>> Run<TResult>(IUseCase<TResult> ask, CancellationToken stop = default)
    {
        if (visit.Community is not { } community) return new NotAvailable();
        var (person, origin) = (await visit.Person(), await visit.Origin());
        // At a public screen anybody asks anything as often as she likes; over a circuit no request is counted, so it is counted here.
        if (person.AccountId is null && paces.Wait(ask is IQuery<TResult> ? Paced.KioskQueries : Paced.KioskActs, origin) is { } wait) return new TooOften(wait);
        if (ask is not IBringsFile)
        {
            var outcome = await runner.Run(ask, community, person, needs => grants.May(visit, needs), stop, origin);
            if (outcome.Refusal is NotFound) visit.NothingAt(ask);
            return outcome;
        }
        var (place, seconds) = paces.Upload(origin);
        if (place is null) return new TooOften(seconds);
        using (place) return await runner.Run(ask, community, person, needs => grants.May(visit, needs), stop, origin);
    }

    public ValueTask<bool> May(string permission) => grants.May(visit, permission);
}

/// <summary>Door, permission, shape, handler, one transaction, audit line: the same for every act.</summary>
internal sealed class UseCaseRunner(ModuleBoard board, HostCases host, DatabaseEngine engine, CommunityBooks books, Faults faults, Outboxes outboxes, DatabasePlaces places, TimeProvider clock, ILogger<UseCaseRunner> log)
{
    public static readonly ActivitySource Trace = new("CommunityPlatform.UseCases");

    public async Task<Outcome<TResult>> Run<TResult>(
        IUseCase<TResult> ask, CurrentCommunity community, CurrentPerson person, Func<string, ValueTask<bool>> may, CancellationToken stop, string origin = "")
    {
        var type = ask.GetType();
        var context = HostAssemblies.ContextOf(type);
        var inside = default(LoadedModule.Visit);
        var module = context is null ? null : board.Enter(community.Slug, context.ModuleId, out inside);
        using var leave = inside;
        // A page of a version that has left, or of a module that is off here, finds its door closed.
        if (context is not null && (module is null || module.Context != context)) return new NotAvailable();
        var entry = (module?.Cases ?? host.Cases).GetValueOrDefault(type) as CaseEntry<TResult>
            ?? throw new InvalidOperationException($"{type.Name} has no handler.");
        using var trace = Trace.StartActivity(type.Name);
        trace?.SetTag("community", community.Slug);
        if (places.IsMoving(community.Slug)) return new BeingMoved();
        if (!await may(entry.Needs.Id))
        {
            await Note(community, person, type.Name, "refused:NotAllowed", ask.Subject, ask.OnBehalfOf, module?.Id, stop);
            return new NotAllowed();
        }
        try
        {
            var errors = new FieldErrors();
            ask.Check(errors);
            if (!errors.None) return new InvalidFields(errors);
            // A version's first act builds its data model. The page shows itself meanwhile instead of standing still.
            var outcome = module is { Warm: false } && SynchronizationContext.Current is not null
                ? await Task.Run(() => Act(ask, entry, community, person, module, origin, stop), stop)
                : await Act(ask, entry, community, person, module, origin, stop);
            if (module is not null) module.Warm = true;
            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Stale();
        }
        catch (PersonalNumberFoundException found)
        {
            return new HoldsPersonalNumber(found.Property);
        }
        catch (CommunityMovingException)
        {
            return new BeingMoved();
        }
        catch (Exception thrown) when (module is not null && HasLeft(community, module))
        {
            log.LogWarning("{Case} met another version's tables in {Community}; nothing was changed: {Problem}", type.Name, community.Slug, thrown.Message);
            return new NotAvailable();
        }
        // A time-out inside the handler is a cancellation too; only the asker's own giving up passes.
        catch (Exception thrown) when (thrown is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            if (module is not null && await HasLeftElsewhere(community, module))
            {
                log.LogWarning("{Case} met what another host did to {Community}; nothing was changed: {Problem}", type.Name, community.Slug, thrown.Message);
                return new NotAvailable();
            }
            var id = Guid.CreateVersion7();
            log.LogError(thrown, "{Case} failed as {Act}", type.Name, id);
            if (module is not null && !DatabaseEngine.IsLost(thrown)) faults.Report(module, community.Slug, type.Name, thrown);
            await Note(community, person, type.Name, "failed", ask.Subject, ask.OnBehalfOf, module?.Id, CancellationToken.None);
            return new Failed(id);
        }
    }

    private async Task<Outcome<TResult>> Act<TResult>(
        IUseCase<TResult> ask, CaseEntry<TResult> entry, CurrentCommunity community, CurrentPerson person, LoadedModule? module, string origin, CancellationToken stop)
    {
        await using var session = await engine.Open(community.Slug, write: !entry.IsQuery, stop);
        // Waiting for its turn, the act may have outlived its version: the tables are another's now.
        if (module is not null && (HasLeft(community, module) || (!entry.IsQuery && await HasLeft(session, community, module, stop)))) return new NotAvailable();
        var frame = new ActFrame(person, community, session, module?.Id ?? "host", clock.GetUtcNow().UtcDateTime) { Subject = ask.Subject, OnBehalfOf = ask.OnBehalfOf, Origin = origin };
        await using var scope = (module?.Services ?? host.Services).CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActFrameHolder>().Frame = frame;
        var outcome = await entry.Handle(scope.ServiceProvider, ask, stop);
        if (entry.IsQuery)
        {
            await session.DisposeAsync();
            if (frame.HasExported || frame.Looks.Count + frame.Glances.Count > 0) await LogQuery(frame, ask.GetType().Name, stop);
            return outcome;
        }
        if (!outcome.Ok)
        {
            await session.DisposeAsync();
            await Note(community, person, ask.GetType().Name, "refused:" + outcome.Refusal.GetType().Name, frame.Subject, frame.OnBehalfOf, frame.Module, stop);
            return outcome;
        }
        await session.Save(stop);
        await books.Write(frame, ask.GetType().Name, "done", stop);
        await session.Commit(stop);
        frame.Written();
        if (frame.Facts.Count > 0) outboxes.Wake(community.Slug);
        return outcome;
    }

    private bool HasLeft(CurrentCommunity community, LoadedModule module) => board.For(community.Slug, module.Id) != module;

    /// <summary>Another host may have switched or replaced it a moment ago; its row says so before the news has come here.</summary>
    private static async Task<bool> HasLeft(CommunitySession session, CurrentCommunity community, LoadedModule module, CancellationToken stop) =>
        await session.EnabledPackage(community.Slug, module.Id, stop) is { } package && package != module.Package.Key;

    private async Task<bool> HasLeftElsewhere(CurrentCommunity community, LoadedModule module)
    {
        try
        {
            await using var session = await engine.Open(community.Slug, write: false, CancellationToken.None);
            return await HasLeft(session, community, module, CancellationToken.None);
        }
        catch (Exception problem) when (problem is DbException or CommunityMovingException)
        {
            // The database itself is the trouble; the act's own failure tells of it.
            return false;
        }
    }

    private async Task LogQuery(ActFrame frame, string name, CancellationToken stop)
    {
        await using var session = await engine.Open(frame.Community.Slug, write: true, stop);
        await books.WriteQuery(frame, session, name, stop);
        await session.Commit(stop);
    }

    /// <summary>An audit line for an act that changed nothing.</summary>
    private async Task Note(CurrentCommunity community, CurrentPerson person, string name, string outcome, string? subject, string? onBehalfOf, string? module, CancellationToken stop)
    {
        try
        {
            await using var session = await engine.Open(community.Slug, write: true, stop);
            await books.Write(new ActFrame(person, community, session, module ?? "host", clock.GetUtcNow().UtcDateTime) { Subject = subject, OnBehalfOf = onBehalfOf }, name, outcome, stop);
            await session.Commit(stop);
        }
        catch (Exception problem) when (problem is DbException or CommunityMovingException)
        {
            log.LogError(problem, "The audit line of {Case} ({Outcome}) could not be written", name, outcome);
        }
    }
}
