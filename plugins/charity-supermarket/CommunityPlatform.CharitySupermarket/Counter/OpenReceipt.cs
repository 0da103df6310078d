using CommunityPlatform.CharitySupermarket.Data;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>Opens the receipt of a redemption, to print it.</summary>
/// <param name="Id">The redemption.</param>
public sealed record OpenReceipt(Guid Id) : IQuery<Receipt>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Counter;
}

internal sealed class OpenReceiptHandler(MarketDbContext db) : IHandler<OpenReceipt, Receipt>
{
    public async Task<Outcome<Receipt>> Handle(OpenReceipt ask, CancellationToken stop)
    {
        var found = await db.Redemptions.AsNoTracking().Include(one => one.Lines).SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (found is null) return new NotFound();
        var voucher = await db.Vouchers.AsNoTracking().SingleAsync(one => one.Id == found.VoucherId, stop);
        return await db.Receipt(found, voucher, stop);
    }
}

internal static class Receipts
{
    /// <summary>Puts a receipt together. It names the voucher, not the person, and never the code.</summary>
    public static async Task<Receipt> Receipt(this MarketDbContext db, Domain.Redemption redemption, Domain.Voucher voucher, CancellationToken stop)
    {
        var ids = redemption.Lines.Select(line => line.GoodId).ToList();
        var goods = await db.Goods.AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => new { one.Name, one.Unit }, stop);
        var voided = await db.RedemptionVoids.AnyAsync(one => one.RedemptionId == redemption.Id, stop);
        return new(redemption.Id, redemption.Number, voucher.Number, redemption.At, redemption.TotalFen, voucher.BalanceFen, voided,
            [.. redemption.Lines.Select(line => new ReceiptLine(goods[line.GoodId].Name, goods[line.GoodId].Unit, line.Quantity, line.UnitFen))]);
    }
}
