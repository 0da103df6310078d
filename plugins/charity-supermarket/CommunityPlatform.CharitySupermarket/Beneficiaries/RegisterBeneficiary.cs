using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Beneficiaries;

/// <summary>Enters somebody who may receive vouchers, by code.</summary>
/// <param name="Code">The code on the civil-affairs list, or null for the next free one.</param>
/// <param name="From">First day of entitlement.</param>
/// <param name="Until">Last day.</param>
/// <param name="Source">Where the word comes from.</param>
public sealed record RegisterBeneficiary(string? Code, DateOnly From, DateOnly Until, EligibilitySource Source) : IUseCase<string>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.RequestVoucher;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (!string.IsNullOrWhiteSpace(Code) && !BeneficiaryCode.Pattern().IsMatch(Code.Trim())) errors.Add(nameof(Code), "Field.BeneficiaryCode");
        errors.Order(nameof(Until), From.ToDateTime(default), Until.ToDateTime(default));
    }
}

internal sealed class RegisterBeneficiaryHandler(MarketDbContext db, IAct act) : IHandler<RegisterBeneficiary, string>
{
    public async Task<Outcome<string>> Handle(RegisterBeneficiary ask, CancellationToken stop)
    {
        var code = ask.Code?.Trim();
        if (!string.IsNullOrEmpty(code))
        {
            if (await db.Beneficiaries.AnyAsync(one => one.Code == code, stop)) return new BeneficiaryCodeTaken(code);
        }
        else
        {
            do code = await db.NextNumber(NumberKind.Beneficiary, 0, stop);
            while (await db.Beneficiaries.AnyAsync(one => one.Code == code, stop));
        }
        db.Beneficiaries.Add(new(code, ask.From, ask.Until, ask.Source));
        act.Subject = code;
        return code;
    }
}
