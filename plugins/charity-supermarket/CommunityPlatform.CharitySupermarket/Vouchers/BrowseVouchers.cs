using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>Vouchers, newest first; without their codes.</summary>
/// <param name="OnlyWaiting">Only those that wait for approval.</param>
public sealed record BrowseVouchers(bool OnlyWaiting = false) : IQuery<IReadOnlyList<VoucherRow>>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

/// <summary>One voucher.</summary>
/// <param name="Mine">Whether the asker requested it herself.</param>
public sealed record VoucherRow(Guid Id, long Version, string Number, string Beneficiary, long ValueFen, long BalanceFen, VoucherOrigin Origin, VoucherState State, DateTime RequestedAt, DateOnly? Expiry, bool Mine);

internal sealed class BrowseVouchersHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<BrowseVouchers, IReadOnlyList<VoucherRow>>
{
    public async Task<Outcome<IReadOnlyList<VoucherRow>>> Handle(BrowseVouchers ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var asked = db.Vouchers.AsNoTracking().Include(one => one.Beneficiary).AsQueryable();
        if (ask.OnlyWaiting) asked = asked.Where(one => one.State == VoucherState.Requested);
        var found = await asked.OrderByDescending(one => one.RequestedAt).ThenByDescending(one => one.Number).Take(2000).ToListAsync(stop);
        return found.ConvertAll(one => new VoucherRow(one.Id, one.Version, one.Number, one.Beneficiary.Code, one.ValueFen, one.BalanceFen, one.Origin,
            one.StateOn(today), one.RequestedAt, one.Expiry, one.RequestedBy == person.AccountId));
    }
}
