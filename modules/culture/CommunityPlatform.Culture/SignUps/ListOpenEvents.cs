using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>The published events that still lie ahead.</summary>
/// <param name="Days">So many days ahead; 0 for all.</param>
public sealed record ListOpenEvents(int Days = 0) : IQuery<OpenEvents>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;
}

/// <summary>The open events in order of time.</summary>
public sealed record OpenEvents(IReadOnlyList<OpenEventLine> Lines);

/// <summary>What everybody may know of an event.</summary>
public sealed record OpenEventLine(Guid Id, string Title, string Venue, DateTime Start, DateTime End, Audience Audience, int PlacesPerSignUp, int? Free, IReadOnlyList<string> Parts);

internal sealed class ListOpenEventsHandler(CultureDbContext db, IAct act) : IHandler<ListOpenEvents, OpenEvents>
{
    public async Task<Outcome<OpenEvents>> Handle(ListOpenEvents ask, CancellationToken stop)
    {
        var until = ask.Days > 0 ? ChinaTime.StartOf(ChinaTime.Day(act.Now).AddDays(ask.Days)) : DateTime.MaxValue;
        var found = await db.Events.AsNoTracking().Include(one => one.SignUps).Include(one => one.Parts).AsSplitQuery()
            .Where(one => one.State == EventState.Published && one.Start > act.Now && one.Start < until)
            .OrderBy(one => one.Start).ThenBy(one => one.Id).Take(60).ToListAsync(stop);
        return new OpenEvents([.. found.Select(Line)]);
    }

    internal static OpenEventLine Line(Event one) => new(one.Id, one.Title, one.Venue, one.Start, one.End, one.Audience, one.PlacesPerSignUp, one.Free,
        [.. one.Parts.OrderBy(part => part.Position).Select(part => part.Title)]);
}
