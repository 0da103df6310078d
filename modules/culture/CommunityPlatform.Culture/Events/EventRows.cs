using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

internal static class EventRows
{
    /// <summary>Lines of a list, counted in the database.</summary>
    public static IQueryable<EventRow> Rows(this IQueryable<Event> events) => events.Select(one => new EventRow(
        one.Id, one.Title, one.Level, one.State, one.Start, one.End, one.Venue, one.Capacity,
        one.SignUps.Where(signUp => signUp.State == SignUpState.Booked).Sum(signUp => signUp.Places),
        one.SignUps.Where(signUp => signUp.State == SignUpState.Waiting).Sum(signUp => signUp.Places),
        one.Headcount));

    /// <summary>The events that a filter leaves.</summary>
    public static IQueryable<Event> Matching(this IQueryable<Event> events, string? text, EventState? state)
    {
        if (state is { } wanted) events = events.Where(one => one.State == wanted);
        if (string.IsNullOrWhiteSpace(text)) return events;
        // Lower case on both sides: whether KTV is ktv must not hang on the database.
        var part = text.Trim().ToLowerInvariant();
        return events.Where(one => one.Title.ToLower().Contains(part) || one.Venue.ToLower().Contains(part));
    }

    /// <summary>Who signed up and has not cancelled, in the order in which they came.</summary>
    public static IQueryable<SignUpLine> SignUpLines(this CultureDbContext db, Guid id) =>
        db.SignUps.AsNoTracking().Where(one => one.EventId == id && one.State != SignUpState.Cancelled).OrderBy(one => one.Number)
            .Select(one => new SignUpLine(one.Id, one.Code, one.CalledName, one.PhoneTail, one.Places, one.State, one.Attended, one.TakenAt));

    /// <summary>The event as the handlers act on it.</summary>
    public static Task<Event?> Load(this CultureDbContext db, Guid id, CancellationToken stop) =>
        db.Events.Include(one => one.SignUps).Include(one => one.Parts).AsSplitQuery().SingleOrDefaultAsync(one => one.Id == id, stop);
}
