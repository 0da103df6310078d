using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Stock;

internal static class GoodList
{
    /// <summary>Goods in order of name.</summary>
    public static async Task<List<GoodRow>> GoodRows(this MarketDbContext db, DateOnly today, CancellationToken stop)
    {
        var goods = await db.Goods.AsNoTracking().Include(one => one.Lots.Where(lot => lot.Left > 0)).OrderBy(one => one.Name).ToListAsync(stop);
        return [.. goods.Select(one => Row(one, today))];
    }

    private static GoodRow Row(Good one, DateOnly today) => new(one.Id, one.Version, one.Name, one.Unit, one.ValueFen, one.LowStock, one.Barcode, one.OnHand(today),
        one.Lots.Where(lot => !lot.GoodOn(today)).Sum(lot => lot.Left), one.Lots.Where(lot => lot.GoodOn(today)).Min(lot => lot.Expiry));
}
