using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Beneficiaries;

/// <summary>All beneficiaries with what they may still receive this quarter.</summary>
public sealed record BrowseBeneficiaries : IQuery<BeneficiaryList>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.RequestVoucher;
}

/// <summary>对象名册 · Codes only.</summary>
public sealed record BeneficiaryList(DateOnly Today, long LimitFen, IReadOnlyList<BeneficiaryRow> Rows);

/// <summary>One beneficiary.</summary>
public sealed record BeneficiaryRow(Guid Id, long Version, string Code, DateOnly From, DateOnly Until, EligibilitySource Source, bool Worker, bool Eligible, long LeftFen);

internal sealed class BrowseBeneficiariesHandler(MarketDbContext db, IAct act) : IHandler<BrowseBeneficiaries, BeneficiaryList>
{
    public async Task<Outcome<BeneficiaryList>> Handle(BrowseBeneficiaries ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var limit = (await db.Limits(stop)).QuarterLimitFen;
        var from = ChinaTime.StartOfQuarter(today);
        var vouchers = await db.Vouchers.AsNoTracking().Where(one => (one.DecidedAt ?? one.RequestedAt) >= from).ToListAsync(stop);
        var taken = vouchers.GroupBy(one => one.BeneficiaryId).ToDictionary(group => group.Key, group => group.Sum(one => one.CountsFen));
        var rows = await db.Beneficiaries.AsNoTracking().OrderBy(one => one.Code).ToListAsync(stop);
        return new BeneficiaryList(today, limit, [.. rows.Select(one => new BeneficiaryRow(one.Id, one.Version, one.Code, one.From, one.Until, one.Source,
            one.AccountId is not null, one.EligibleOn(today), Math.Max(0, limit - taken.GetValueOrDefault(one.Id))))]);
    }
}
