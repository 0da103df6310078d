using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Events;

/// <summary>Closes the record of an event; names leave it.</summary>
public sealed record CloseEvent(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Summarise;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>活动已归档 · What other modules hear of a closed activity: no names.</summary>
/// <param name="Id">The event or show.</param>
/// <param name="Kind"><c>event</c> or <c>gala-show</c>.</param>
/// <param name="Date">Its own date.</param>
/// <param name="Headcount">How many came.</param>
[EventName("culture.activity-closed.v1")]
public sealed record ActivityClosed(Guid Id, string Kind, DateOnly Date, int Headcount);

internal sealed class CloseEventHandler(CultureDbContext db, IAct act, IOutbox outbox) : IHandler<CloseEvent, Done>
{
    public async Task<Outcome<Done>> Handle(CloseEvent ask, CancellationToken stop)
    {
        if (await db.Load(ask.Id, stop) is not { } found) return new NotFound();
        if (found.Version != ask.Seen) return new Stale();
        if (found.Close(act.Now) is { } no) return no;
        outbox.Add(new ActivityClosed(found.Id, "event", ChinaTime.Day(found.Start), found.Headcount!.Value));
        return new Done();
    }
}
