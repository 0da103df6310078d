using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
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

    /// <summary>The event as the handlers act on it.</summary>
    public static Task<Event?> Load(this CultureDbContext db, Guid id, CancellationToken stop) =>
        db.Events.Include(one => one.SignUps).Include(one => one.Parts).AsSplitQuery().SingleOrDefaultAsync(one => one.Id == id, stop);
}
