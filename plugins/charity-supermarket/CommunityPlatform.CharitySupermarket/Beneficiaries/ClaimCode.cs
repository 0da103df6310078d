using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Beneficiaries;

/// <summary>
/// A worker says which beneficiary she is herself, so that she decides nothing of her own from then on. She says it herself
/// because nobody else knows the id of her account.
/// </summary>
/// <param name="Code">Her code as a beneficiary.</param>
public sealed record ClaimCode(string Code) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;

    /// <inheritdoc/>
    public string? Subject => Code.Trim();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (!BeneficiaryCode.Pattern().IsMatch(Code.Trim())) errors.Add(nameof(Code), "Field.BeneficiaryCode");
    }
}

internal sealed class ClaimCodeHandler(MarketDbContext db, CurrentPerson person) : IHandler<ClaimCode, Done>
{
    public async Task<Outcome<Done>> Handle(ClaimCode ask, CancellationToken stop)
    {
        var code = ask.Code.Trim();
        if (person.AccountId is not { } account) return new NotAllowed();
        var found = await db.Beneficiaries.SingleOrDefaultAsync(one => one.Code == code, stop);
        if (found is null) return new NoSuchBeneficiary();
        return found.Claim(account) is { } no ? no : default(Done);
    }
}
