using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>Asks for a voucher; somebody else approves it.</summary>
/// <param name="Beneficiary">For whom.</param>
/// <param name="ValueFen">Its value.</param>
/// <param name="Origin">Given, or asked for by the person.</param>
public sealed record RequestVoucher(Guid Beneficiary, long ValueFen, VoucherOrigin Origin) : IUseCase<string>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.RequestVoucher;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (Beneficiary == Guid.Empty) errors.Add(nameof(Beneficiary), "Field.ChooseBeneficiary");
        if (ValueFen is < 100 or > Setting.MostFen) errors.Add(nameof(ValueFen), "Field.VoucherValue");
    }
}

internal sealed class RequestVoucherHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<RequestVoucher, string>
{
    public async Task<Outcome<string>> Handle(RequestVoucher ask, CancellationToken stop)
    {
        var (today, account) = (ChinaTime.Day(act.Now), person.AccountId ?? "");
        var beneficiary = await db.Beneficiaries.SingleOrDefaultAsync(one => one.Id == ask.Beneficiary, stop);
        if (beneficiary is null) return new NotFound();
        if (beneficiary.Is(account)) return new CannotGrantToOneself();
        if (!beneficiary.EligibleOn(today)) return new EligibilityLapsed(beneficiary.Code);
        var left = await db.QuarterLeft(beneficiary.Id, today, null, stop);
        if (ask.ValueFen > left) return new QuarterLimitReached(Math.Max(0, left), (await db.Limits(stop)).QuarterLimitFen);
        var number = await db.NextNumber(NumberKind.Voucher, today.Year, stop);
        db.Vouchers.Add(new(number, beneficiary, ask.ValueFen, ask.Origin, account, act.Now));
        act.Subject = number;
        return number;
    }
}
