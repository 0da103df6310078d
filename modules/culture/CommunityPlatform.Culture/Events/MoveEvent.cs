using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Hands a draft in for approval.</summary>
public sealed record SubmitEvent(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Plan;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>Hands a plan back to the planner.</summary>
public sealed record SendBackEvent(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Approve;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>Approves plan and budget and opens the sign-up.</summary>
public sealed record PublishEvent(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Approve;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>Calls an event off.</summary>
public sealed record CancelEvent(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Plan;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

internal sealed class SubmitEventHandler(CultureDbContext db) : IHandler<SubmitEvent, Done>
{
    public Task<Outcome<Done>> Handle(SubmitEvent ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.Submit(), stop);
}

internal sealed class SendBackEventHandler(CultureDbContext db) : IHandler<SendBackEvent, Done>
{
    public Task<Outcome<Done>> Handle(SendBackEvent ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.SendBack(), stop);
}

internal sealed class PublishEventHandler(CultureDbContext db) : IHandler<PublishEvent, Done>
{
    public Task<Outcome<Done>> Handle(PublishEvent ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.Publish(), stop);
}

internal sealed class CancelEventHandler(CultureDbContext db) : IHandler<CancelEvent, Done>
{
    public Task<Outcome<Done>> Handle(CancelEvent ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.Cancel(), stop);
}

internal static class EventChange
{
    /// <summary>Loads the event as it was seen and acts on it.</summary>
    public static async Task<Outcome<Done>> Change(this CultureDbContext db, Guid id, long seen, Func<Event, Refusal?> act, CancellationToken stop)
    {
        if (await db.Load(id, stop) is not { } found) return new NotFound();
        if (found.Version != seen) return new Stale();
        if (act(found) is { } no) return no;
        return new Done();
    }
}
