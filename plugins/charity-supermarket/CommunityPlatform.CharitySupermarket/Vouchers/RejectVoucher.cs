using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>Rejects a voucher that somebody else asked for.</summary>
/// <param name="Id">The voucher.</param>
/// <param name="Seen">The version shown.</param>
public sealed record RejectVoucher(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.ApproveVoucher;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

internal sealed class RejectVoucherHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<RejectVoucher, Done>
{
    public async Task<Outcome<Done>> Handle(RejectVoucher ask, CancellationToken stop)
    {
        var voucher = await db.Vouchers.SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (voucher is null) return new NotFound();
        if (voucher.Version != ask.Seen) return new Stale();
        return voucher.Reject(person.AccountId ?? "", act.Now) is { } no ? no : default(Done);
    }
}
