using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>The sheet that the person takes home. An act, not a query: who saw a code stands in the audit log.</summary>
/// <param name="Id">The voucher.</param>
public sealed record PrintVoucher(Guid Id) : IUseCase<VoucherSheet>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.RequestVoucher;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>券面 · What stands on the sheet: no name, no category.</summary>
public sealed record VoucherSheet(string Number, string Code, long BalanceFen, DateOnly Expiry);

internal sealed class PrintVoucherHandler(MarketDbContext db, IAct act) : IHandler<PrintVoucher, VoucherSheet>
{
    public async Task<Outcome<VoucherSheet>> Handle(PrintVoucher ask, CancellationToken stop)
    {
        var voucher = await db.Vouchers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (voucher is null) return new NotFound();
        return voucher.StateOn(ChinaTime.Day(act.Now)) is VoucherState.Issued or VoucherState.PartlyUsed
            ? new VoucherSheet(voucher.Number, voucher.Code!, voucher.BalanceFen, voucher.Expiry!.Value)
            : new VoucherNotIssued();
    }
}
