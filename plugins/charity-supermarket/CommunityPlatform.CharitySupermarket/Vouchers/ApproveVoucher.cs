using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>Approves a voucher that somebody else asked for; only now it has a code.</summary>
/// <param name="Id">The voucher.</param>
/// <param name="Seen">The version shown.</param>
public sealed record ApproveVoucher(Guid Id, long Seen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.ApproveVoucher;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>A voucher was approved and may be used.</summary>
[EventName("charity-supermarket.voucher-issued.v1")]
internal sealed record VoucherIssued(Guid Voucher, long ValueFen, DateOnly Expiry);

internal sealed class ApproveVoucherHandler(MarketDbContext db, CurrentPerson person, IAct act, IOutbox outbox) : IHandler<ApproveVoucher, Done>
{
    public async Task<Outcome<Done>> Handle(ApproveVoucher ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var voucher = await db.Vouchers.Include(one => one.Beneficiary).SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (voucher is null) return new NotFound();
        if (voucher.Version != ask.Seen) return new Stale();
        var limits = await db.Limits(stop);
        if (voucher.Approve(person.AccountId ?? "", act.Now, today.AddDays(limits.VoucherDays)) is { } no) return no;
        // A request of last quarter falls into the quarter in which it is approved, so the limit is asked again.
        var left = await db.QuarterLeft(voucher.BeneficiaryId, today, voucher.Id, stop);
        if (voucher.ValueFen > left) return new QuarterLimitReached(Math.Max(0, left), limits.QuarterLimitFen);
        outbox.Add(new VoucherIssued(voucher.Id, voucher.ValueFen, voucher.Expiry!.Value));
        return default(Done);
    }
}
