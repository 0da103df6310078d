using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>All goods with what is left of them.</summary>
public sealed record BrowseGoods : IQuery<IReadOnlyList<GoodRow>>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

/// <summary>One good.</summary>
/// <param name="OnHand">What may be given out.</param>
/// <param name="Spoiled">What has expired and waits to be taken away.</param>
/// <param name="NextExpiry">The last day of the lot that goes first.</param>
public sealed record GoodRow(Guid Id, long Version, string Name, string Unit, long ValueFen, int LowStock, string? Barcode, int OnHand, int Spoiled, DateOnly? NextExpiry)
{
    /// <summary>Below its threshold.</summary>
    public bool Low => OnHand < LowStock;

    /// <summary>What it is worth.</summary>
    public long StockFen => OnHand * ValueFen;
}

internal sealed class BrowseGoodsHandler(MarketDbContext db, IAct act) : IHandler<BrowseGoods, IReadOnlyList<GoodRow>>
{
    public async Task<Outcome<IReadOnlyList<GoodRow>>> Handle(BrowseGoods ask, CancellationToken stop) =>
        await db.GoodRows(ChinaTime.Day(act.Now), stop);
}
