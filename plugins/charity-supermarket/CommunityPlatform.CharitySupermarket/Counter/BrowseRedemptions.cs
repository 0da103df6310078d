using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>What was redeemed on a day, newest first.</summary>
/// <param name="Day">The day; null for today.</param>
public sealed record BrowseRedemptions(DateOnly? Day = null) : IQuery<RedemptionDay>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Counter;
}

/// <summary>The redemptions of one day.</summary>
/// <param name="Before">The last day before it on which something was redeemed.</param>
public sealed record RedemptionDay(DateOnly Day, bool IsToday, DateOnly? Before, IReadOnlyList<RedemptionRow> Rows);

/// <summary>One redemption.</summary>
/// <param name="Mine">The asker served it, so somebody else voids it.</param>
public sealed record RedemptionRow(Guid Id, string Number, DateTime At, int Pieces, long TotalFen, bool Mine, bool Voided);

internal sealed class BrowseRedemptionsHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<BrowseRedemptions, RedemptionDay>
{
    public async Task<Outcome<RedemptionDay>> Handle(BrowseRedemptions ask, CancellationToken stop)
    {
        var (today, account) = (ChinaTime.Day(act.Now), person.AccountId);
        var day = ask.Day ?? today;
        var (from, until) = (ChinaTime.StartOf(day), ChinaTime.StartOf(day.AddDays(1)));
        var before = await db.Redemptions.Where(one => one.At < from).MaxAsync(one => (DateTime?)one.At, stop);
        var rows = await db.Redemptions.AsNoTracking().Where(one => one.At >= from && one.At < until).OrderByDescending(one => one.At).ThenByDescending(one => one.Number)
            .Select(one => new RedemptionRow(one.Id, one.Number, one.At, one.Lines.Sum(line => line.Quantity), one.TotalFen, one.Counter == account,
                db.RedemptionVoids.Any(gone => gone.RedemptionId == one.Id))).ToListAsync(stop);
        return new RedemptionDay(day, day == today, before is { } last ? ChinaTime.Day(last) : null, rows);
    }
}
