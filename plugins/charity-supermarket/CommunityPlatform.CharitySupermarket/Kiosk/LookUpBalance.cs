using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
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

internal sealed class LookUpBalanceHandler(MarketDbContext db, CurrentCommunity community, WrongCodes wrong, IAct act) : IHandler<LookUpBalance, Balance>
{
    public async Task<Outcome<Balance>> Handle(LookUpBalance ask, CancellationToken stop)
    {
        if (wrong.MinutesClosed(community.Slug) is > 0 and var minutes) return new TooManyWrongCodes(minutes);
        var code = ReadableCode.Tidy(ask.Code);
        var voucher = await db.Vouchers.AsNoTracking().SingleOrDefaultAsync(one => one.Code == code, stop);
        if (voucher is null)
        {
            wrong.Note(community.Slug);
            return new UnknownVoucher();
        }
        var state = voucher.StateOn(ChinaTime.Day(act.Now));
        return new Balance(state is VoucherState.Issued or VoucherState.PartlyUsed ? voucher.BalanceFen : 0, voucher.Expiry!.Value, state);
    }
}
