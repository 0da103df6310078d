using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.CharitySupermarket.Stock;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Kiosk;

/// <summary>磁贴 · "28 kinds of goods on the shelf" on the kiosk's tile.</summary>
internal sealed class ShelfTileLine(MarketDbContext db, TimeProvider time, IStringLocalizer<Texts> texts) : IKioskTileLine
{
    public string Tile => "shelf";

    public async Task<string?> Line(CancellationToken stop)
    {
        var goods = await db.GoodRows(ChinaTime.Day(time.GetUtcNow().UtcDateTime), stop);
        var there = goods.Count(one => one.OnHand > 0);
        return there == 0 ? null : texts["Tile.Shelf", there].Value;
    }
}
