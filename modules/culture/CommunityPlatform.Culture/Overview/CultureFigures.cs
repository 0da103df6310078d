using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Culture.Overview;

/// <summary>数字 · Events, attendance and money of a period. A cell under five persons is left out.</summary>
internal sealed class CultureFigures(CultureDbContext db, IStringLocalizer<Texts> texts) : IFigureSource
{
    private const int FewestShown = 5;

    public async Task<IReadOnlyList<Figure>> Figures(DateOnly first, DateOnly last, CancellationToken stop)
    {
        var (from, to) = (ChinaTime.StartOf(first), ChinaTime.StartOf(last.AddDays(1)));
        var events = await db.Events.AsNoTracking()
            .Where(one => one.Start >= from && one.Start < to && (one.State == EventState.Held || one.State == EventState.Closed))
            .Select(one => new { one.Headcount, one.Spent, one.Raised }).ToListAsync(stop);
        var shows = await db.Shows.AsNoTracking().Where(one => one.Start >= from && one.Start < to && one.Audience != null)
            .Select(one => one.Audience!.Value).ToListAsync(stop);
        var people = events.Sum(one => one.Headcount ?? 0);
        var audience = shows.Sum();
        List<Figure> figures =
        [
            Figure("events-held", events.Count),
            Figure("money-raised", events.Count == 0 ? null : Money.Yuan(events.Sum(one => one.Raised))),
            Figure("money-spent", events.Count == 0 ? null : Money.Yuan(events.Sum(one => one.Spent))),
            Figure("gala-shows", shows.Count),
        ];
        if (events.Count == 0 || people >= FewestShown) figures.Add(Figure("attendance", events.Count == 0 ? null : people));
        if (shows.Count == 0 || audience >= FewestShown) figures.Add(Figure("gala-audience", shows.Count == 0 ? null : audience));
        return figures;

        Figure Figure(string key, decimal? value) => new(key, texts["Figure." + key], value, texts["Figure." + key + ".Unit"]);
    }
}
