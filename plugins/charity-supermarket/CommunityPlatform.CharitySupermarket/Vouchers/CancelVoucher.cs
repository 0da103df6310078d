using CommunityPlatform.CharitySupermarket.Data;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>作废 · Takes what is left of a voucher out of use, for instance when its sheet was lost.</summary>
/// <param name="Id">The voucher.</param>
/// <param name="Seen">The version shown.</param>
public sealed record CancelVoucher(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.RequestVoucher;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

internal sealed class CancelVoucherHandler(MarketDbContext db) : IHandler<CancelVoucher, Done>
{
    public async Task<Outcome<Done>> Handle(CancelVoucher ask, CancellationToken stop)
    {
        var voucher = await db.Vouchers.SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (voucher is null) return new NotFound();
        if (voucher.Version != ask.Seen) return new Stale();
        return voucher.Cancel() is { } no ? no : default(Done);
    }
}
