using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Overview;

/// <summary>数字 · Value in and out, vouchers and beneficiaries of a period; fewer than five persons are left out.</summary>
internal sealed class MarketFigures(MarketDbContext db, IStringLocalizer<Texts> texts) : IFigureSource
{
    private const int FewestShown = 5;

    public async Task<IReadOnlyList<Figure>> Figures(DateOnly first, DateOnly last, CancellationToken stop)
    {
        var (from, to) = (ChinaTime.StartOf(first), ChinaTime.StartOf(last.AddDays(1)));
        var moved = await db.Movements.AsNoTracking().Where(one => one.At >= from && one.At < to).Select(one => new { one.Kind, one.ValueFen }).ToListAsync(stop);
        var vouchers = await db.Vouchers.AsNoTracking().Where(one => one.DecidedAt >= from && one.DecidedAt < to && one.State != VoucherState.Rejected && one.Code != null)
            .Select(one => new { one.BeneficiaryId, one.ValueFen }).ToListAsync(stop);
        var given = moved.Where(one => one.Kind == MovementKind.In).ToList();
        var gone = moved.Where(one => one.Kind is MovementKind.Out or MovementKind.Reversal).ToList();
        var people = vouchers.Select(one => one.BeneficiaryId).Distinct().Count();
        List<Figure> figures =
        [
            Figure("value-in", given.Count == 0 ? null : Money.Yuan(given.Sum(one => one.ValueFen))),
            Figure("value-out", gone.Count == 0 ? null : Money.Yuan(-gone.Sum(one => one.ValueFen))),
        ];
        // With fewer than five beneficiaries the number and value of vouchers would tell about single persons, too.
        if (people is 0 or >= FewestShown)
        {
            figures.Add(Figure("vouchers", people == 0 ? null : vouchers.Count));
            figures.Add(Figure("vouchers-value", people == 0 ? null : Money.Yuan(vouchers.Sum(one => one.ValueFen))));
            figures.Add(Figure("beneficiaries", people == 0 ? null : people));
        }
        return figures;

        Figure Figure(string key, decimal? value) => new(key, texts["Figure." + key], value, texts["Figure." + key + ".Unit"]);
    }
}
