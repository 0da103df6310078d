using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Finds events; newest first unless sorted otherwise.</summary>
public sealed record BrowseEvents(string? Text = null, EventState? State = null, int Skip = 0, int Take = 20, EventSort Sort = EventSort.Start, bool Descending = true) : IQuery<EventPage>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Text), Text, 60, required: false);
        errors.Range(nameof(Take), Take, 1, 200);
    }
}

/// <summary>What the list is sorted by.</summary>
public enum EventSort { Start, Title, Venue }

/// <summary>One page of the list.</summary>
public sealed record EventPage(IReadOnlyList<EventRow> Rows, int Count);

/// <summary>One line of the list.</summary>
public sealed record EventRow(Guid Id, string Title, EventLevel Level, EventState State, DateTime Start, DateTime End, string Venue, int Capacity, int Booked, int Waiting, int? Headcount)
{
    /// <summary>Places left, or null where they are open.</summary>
    public int? Free => Capacity == 0 ? null : Math.Max(0, Capacity - Booked);
}

internal sealed class BrowseEventsHandler(CultureDbContext db) : IHandler<BrowseEvents, EventPage>
{
    public async Task<Outcome<EventPage>> Handle(BrowseEvents ask, CancellationToken stop)
    {
        var found = db.Events.AsNoTracking().Matching(ask.Text, ask.State);
        var count = await found.CountAsync(stop);
        var sorted = (ask.Sort, ask.Descending) switch
        {
            (EventSort.Title, false) => found.OrderBy(one => one.Title),
            (EventSort.Title, true) => found.OrderByDescending(one => one.Title),
            (EventSort.Venue, false) => found.OrderBy(one => one.Venue),
            (EventSort.Venue, true) => found.OrderByDescending(one => one.Venue),
            (_, false) => found.OrderBy(one => one.Start),
            _ => found.OrderByDescending(one => one.Start),
        };
        var rows = await sorted.ThenBy(one => one.Id).Skip(ask.Skip).Take(ask.Take).Rows().ToListAsync(stop);
        return new EventPage(rows, count);
    }
}
