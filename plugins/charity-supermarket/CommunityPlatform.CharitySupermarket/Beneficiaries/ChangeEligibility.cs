using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Beneficiaries;

/// <summary>Prolongs or ends an entitlement; nobody her own.</summary>
/// <param name="Id">The beneficiary.</param>
/// <param name="Seen">The version shown.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
public sealed record ChangeEligibility(Guid Id, long Seen, DateOnly From, DateOnly Until) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.RequestVoucher;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Order(nameof(Until), From.ToDateTime(default), Until.ToDateTime(default));
}

internal sealed class ChangeEligibilityHandler(MarketDbContext db, CurrentPerson person) : IHandler<ChangeEligibility, Done>
{
    public async Task<Outcome<Done>> Handle(ChangeEligibility ask, CancellationToken stop)
    {
        var found = await db.Beneficiaries.SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (found is null) return new NotFound();
        if (found.Is(person.AccountId ?? "")) return new CannotGrantToOneself();
        if (found.Version != ask.Seen) return new Stale();
        found.Set(ask.From, ask.Until);
        return default(Done);
    }
}
