using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Opens the workbook of an event.</summary>
public sealed record OpenEvent(Guid Id) : IQuery<EventBook>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;
}

/// <summary>活动工作簿 · All that belongs to an event, except who signed up.</summary>
public sealed record EventBook(
    Guid Id, long Version, EventState State, EventPlan Plan, long Spent, long Limit, int? Headcount, string Summary,
    int Booked, int Waiting, int Came, IReadOnlyList<PictureLine> Pictures)
{
    /// <summary>Whether the record may still be changed.</summary>
    public bool Open => State is not (EventState.Closed or EventState.Cancelled);
}

/// <summary>One picture.</summary>
public sealed record PictureLine(Guid Id, long Version, string Caption, PictureConsent Consent, bool ShowsMinors, bool GuardianAgreed, bool MayLeave);

internal sealed class OpenEventHandler(CultureDbContext db) : IHandler<OpenEvent, EventBook>
{
    public async Task<Outcome<EventBook>> Handle(OpenEvent ask, CancellationToken stop)
    {
        var found = await db.Events.AsNoTracking().Include(one => one.SignUps).Include(one => one.Parts).Include(one => one.Pictures)
            .AsSplitQuery().SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (found is null) return new NotFound();
        return new EventBook(found.Id, found.Version, found.State, Plan(found), found.Spent, found.Limit, found.Headcount, found.Summary,
            found.Booked, found.SignUps.Where(one => one.State == SignUpState.Waiting).Sum(one => one.Places),
            found.SignUps.Where(one => one.Attended).Sum(one => one.Places),
            [.. found.Pictures.OrderBy(one => one.TakenAt).ThenBy(one => one.Id).Select(one =>
                new PictureLine(one.Id, one.Version, one.Caption, one.Consent, one.ShowsMinors, one.GuardianAgreed, one.MayLeave))]);
    }

    private static EventPlan Plan(Event one) => new()
    {
        Title = one.Title, Level = one.Level, Festival = one.Festival, Need = one.Need, Audience = one.Audience,
        Venue = one.Venue, Outdoor = one.Outdoor, Start = one.Start, End = one.End,
        Capacity = one.Capacity, PlacesPerSignUp = one.PlacesPerSignUp, Raised = one.Raised, ResponsibleRole = one.ResponsibleRole,
        Units = [.. one.Units],
        Parts = [.. one.Parts.OrderBy(part => part.Position).Select(part => new PlannedPart(part.Kind, part.Title))],
    };
}
