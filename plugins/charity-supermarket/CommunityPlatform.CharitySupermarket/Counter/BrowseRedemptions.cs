using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>What was redeemed today, newest first.</summary>
public sealed record BrowseRedemptions : IQuery<IReadOnlyList<RedemptionRow>>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Counter;
}

/// <summary>One redemption of today.</summary>
/// <param name="Mine">The asker served it, so somebody else voids it.</param>
public sealed record RedemptionRow(Guid Id, string Number, DateTime At, int Pieces, long TotalFen, bool Mine, bool Voided);

internal sealed class BrowseRedemptionsHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<BrowseRedemptions, IReadOnlyList<RedemptionRow>>
{
    public async Task<Outcome<IReadOnlyList<RedemptionRow>>> Handle(BrowseRedemptions ask, CancellationToken stop)
    {
        var (from, account) = (ChinaTime.StartOf(ChinaTime.Day(act.Now)), person.AccountId);
        return await db.Redemptions.AsNoTracking().Where(one => one.At >= from).OrderByDescending(one => one.At).ThenByDescending(one => one.Number)
            .Select(one => new RedemptionRow(one.Id, one.Number, one.At, one.Lines.Sum(line => line.Quantity), one.TotalFen, one.Counter == account,
                db.RedemptionVoids.Any(gone => gone.RedemptionId == one.Id))).ToListAsync(stop);
    }
}
