using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>Sets the quarter's limit and how long a voucher lasts.</summary>
/// <param name="Seen">The version shown.</param>
/// <param name="QuarterLimitFen">What one beneficiary may receive in a quarter.</param>
/// <param name="VoucherDays">Days a voucher lasts.</param>
public sealed record ChangeLimits(long Seen, long QuarterLimitFen, int VoucherDays) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Settings;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (QuarterLimitFen is < 0 or > Setting.MostFen) errors.Add(nameof(QuarterLimitFen), "Field.Limit");
        errors.Range(nameof(VoucherDays), VoucherDays, 1, 730);
    }
}

/// <summary>The limits as they are.</summary>
public sealed record ShowLimits : IQuery<Limits>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

/// <summary>限额 · The community's limits.</summary>
public sealed record Limits(long Version, long QuarterLimitFen, int VoucherDays);

internal sealed class ChangeLimitsHandler(MarketDbContext db) : IHandler<ChangeLimits, Done>
{
    public async Task<Outcome<Done>> Handle(ChangeLimits ask, CancellationToken stop)
    {
        var limits = await db.Settings.SingleOrDefaultAsync(one => one.Id == Setting.Key, stop);
        if (limits is null) db.Settings.Add(limits = new());
        if (limits.Version != ask.Seen) return new Stale();
        limits.Set(ask.QuarterLimitFen, ask.VoucherDays);
        return default(Done);
    }
}

internal sealed class ShowLimitsHandler(MarketDbContext db) : IHandler<ShowLimits, Limits>
{
    public async Task<Outcome<Limits>> Handle(ShowLimits ask, CancellationToken stop)
    {
        var limits = await db.Limits(stop);
        return new Limits(limits.Version, limits.QuarterLimitFen, limits.VoucherDays);
    }
}
