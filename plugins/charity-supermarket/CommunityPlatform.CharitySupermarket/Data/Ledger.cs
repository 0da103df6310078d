using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Data;

/// <summary>What several use cases ask of the rows.</summary>
internal static class Ledger
{
    /// <summary>The next number of a kind and year, taken in the act's own transaction.</summary>
    public static async Task<string> NextNumber(this MarketDbContext db, NumberKind kind, int year, CancellationToken stop)
    {
        var series = db.Numbers.Local.FirstOrDefault(one => one.Kind == kind && one.Year == year)
            ?? await db.Numbers.SingleOrDefaultAsync(one => one.Kind == kind && one.Year == year, stop);
        if (series is null) db.Numbers.Add(series = new(kind, year));
        return series.Next();
    }

    /// <summary>The community's limits, or the ones every community starts with.</summary>
    public static async Task<Setting> Limits(this MarketDbContext db, CancellationToken stop) =>
        await db.Settings.AsNoTracking().SingleOrDefaultAsync(one => one.Id == Setting.Key, stop) ?? new Setting();

    /// <summary>What a beneficiary may still receive in the quarter of a day, the given voucher not counted.</summary>
    public static async Task<long> QuarterLeft(this MarketDbContext db, Guid beneficiary, DateOnly day, Guid? except, CancellationToken stop)
    {
        var limits = await db.Limits(stop);
        var (from, until) = (ChinaTime.StartOfQuarter(day), ChinaTime.StartOfQuarter(day.AddMonths(3)));
        var vouchers = await db.Vouchers.AsNoTracking().Where(one => one.BeneficiaryId == beneficiary && one.Id != except).ToListAsync(stop);
        return limits.QuarterLimitFen - vouchers.Where(one => (one.DecidedAt ?? one.RequestedAt) is var at && at >= from && at < until).Sum(one => one.CountsFen);
    }
}
