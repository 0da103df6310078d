using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>Looks a voucher up at the counter by its code.</summary>
/// <param name="Code">As typed or scanned.</param>
public sealed record FindVoucher(string Code) : IQuery<CounterVoucher>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Counter;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (!ReadableCode.Is(ReadableCode.Tidy(Code), VoucherCode.Length)) errors.Add(nameof(Code), "Field.VoucherCode");
    }
}

/// <summary>柜台所见 · Balance and last day; not who and not why.</summary>
public sealed record CounterVoucher(string Code, string Number, long BalanceFen, DateOnly Expiry);

internal sealed class FindVoucherHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<FindVoucher, CounterVoucher>
{
    public async Task<Outcome<CounterVoucher>> Handle(FindVoucher ask, CancellationToken stop)
    {
        var code = ReadableCode.Tidy(ask.Code);
        var voucher = await db.Vouchers.AsNoTracking().Include(one => one.Beneficiary).SingleOrDefaultAsync(one => one.Code == code, stop);
        if (voucher is null) return new UnknownVoucher();
        if (voucher.MayBeUsed(person.AccountId ?? "", ChinaTime.Day(act.Now)) is { } no) return no;
        return new CounterVoucher(code, voucher.Number, voucher.BalanceFen, voucher.Expiry!.Value);
    }
}
