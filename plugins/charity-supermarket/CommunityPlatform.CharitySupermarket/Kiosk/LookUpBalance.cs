using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Kiosk;

/// <summary>The balance of a voucher, for whoever holds its code.</summary>
/// <param name="Code">The code on the sheet.</param>
public sealed record LookUpBalance(string Code) : IQuery<Balance>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (!ReadableCode.Is(ReadableCode.Tidy(Code), VoucherCode.Length)) errors.Add(nameof(Code), "Field.VoucherCode");
    }
}

/// <summary>余额 · Nothing but the balance and the last day.</summary>
public sealed record Balance(long BalanceFen, DateOnly Expiry, VoucherState State);

internal sealed class LookUpBalanceHandler(MarketDbContext db, ITries tries, IAct act) : IHandler<LookUpBalance, Balance>
{
    private const string Kind = "voucher";

    public async Task<Outcome<Balance>> Handle(LookUpBalance ask, CancellationToken stop)
    {
        if (tries.MinutesClosed(Kind) is > 0 and var minutes) return new TooManyTries(minutes);
        var code = ReadableCode.Tidy(ask.Code);
        var voucher = await db.Vouchers.AsNoTracking().SingleOrDefaultAsync(one => one.Code == code, stop);
        if (voucher is null)
        {
            tries.Wrong(Kind);
            return new UnknownVoucher();
        }
        var state = voucher.StateOn(ChinaTime.Day(act.Now));
        return new Balance(state is VoucherState.Issued or VoucherState.PartlyUsed ? voucher.BalanceFen : 0, voucher.Expiry!.Value, state);
    }
}
