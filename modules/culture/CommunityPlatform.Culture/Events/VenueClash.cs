using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Finds what else takes place in the same venue at the same time.</summary>
internal static class VenueClash
{
    public static async Task<Refusal?> With(this CultureDbContext db, EventPlan plan, Guid? except, CancellationToken stop)
    {
        var venue = plan.Venue.Trim();
        var other = await db.Events.AsNoTracking()
            .Where(one => one.Id != except && one.Venue == venue && one.State != EventState.Cancelled && one.Start < plan.End && plan.Start < one.End)
            .OrderBy(one => one.Start).Select(one => new { one.Title, one.Start, one.End }).FirstOrDefaultAsync(stop);
        return other is null ? null : new VenueTaken(other.Title, When(other.Start, other.End));
    }

    private static string When(DateTime start, DateTime end) =>
        FormattableString.Invariant($"{ChinaTime.Local(start):HH:mm}–{ChinaTime.Local(end):HH:mm}");
}
