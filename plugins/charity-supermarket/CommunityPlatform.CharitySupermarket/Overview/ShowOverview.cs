using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.CharitySupermarket.Stock;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Overview;

/// <summary>What waits to be done in the charity supermarket.</summary>
public sealed record ShowOverview : IQuery<MarketOverview>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

/// <summary>概览 · Stock, what is low, what has expired, what waits for approval.</summary>
public sealed record MarketOverview(long StockFen, int Kinds, int Waiting, int OpenVouchers, long OpenFen, IReadOnlyList<GoodRow> Low, IReadOnlyList<GoodRow> Spoiled);

internal sealed class ShowOverviewHandler(MarketDbContext db, IAct act) : IHandler<ShowOverview, MarketOverview>
{
    public async Task<Outcome<MarketOverview>> Handle(ShowOverview ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var goods = await db.GoodRows(today, stop);
        var waiting = await db.Vouchers.CountAsync(one => one.State == VoucherState.Requested, stop);
        var open = await db.Vouchers.Where(one => (one.State == VoucherState.Issued || one.State == VoucherState.PartlyUsed) && one.Expiry >= today).Select(one => one.BalanceFen).ToListAsync(stop);
        return new MarketOverview(goods.Sum(one => one.StockFen), goods.Count(one => one.OnHand > 0), waiting, open.Count, open.Sum(),
            [.. goods.Where(one => one.Low).OrderBy(one => (double)one.OnHand / one.LowStock)], [.. goods.Where(one => one.Spoiled > 0)]);
    }
}
