using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Overview;

/// <summary>What a culture officer wants to know in the morning.</summary>
public sealed record ShowOverview : IQuery<Overview>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;
}

/// <summary>文化概览 · The next events, the year's count and what is missing.</summary>
public sealed record Overview(IReadOnlyList<Events.EventRow> Next, YearMeter Year, IReadOnlyList<Gap> Gaps);

/// <summary>年度次数 · R-079: a community holds 2 to 4 culture events a year.</summary>
public sealed record YearMeter(int Year, int Held, int Planned, int Min, int Max)
{
    /// <summary>Held and planned together.</summary>
    public int All => Held + Planned;
}

/// <summary>What is missing.</summary>
public enum GapKind { FestivalWithoutEvent, ToApprove, NotCounted, NotClosed, NoSummary, NoPicture }

/// <summary>缺口 · One thing that waits to be done.</summary>
/// <param name="Kind">What is missing.</param>
/// <param name="Event">The event, or null for a festival.</param>
/// <param name="Title">The event's title.</param>
/// <param name="Festival">The festival.</param>
/// <param name="Day">Its day.</param>
public sealed record Gap(GapKind Kind, Guid? Event, string Title, Festival Festival, DateOnly Day);

internal sealed class ShowOverviewHandler(CultureDbContext db, IAct act) : IHandler<ShowOverview, Overview>
{
    private const int Least = 2, Most = 4;

    public async Task<Outcome<Overview>> Handle(ShowOverview ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var (from, to) = (ChinaTime.StartOfYear(today.Year), ChinaTime.StartOfYear(today.Year + 1));
        var next = await db.Events.AsNoTracking().Where(one => one.End >= act.Now && one.State != EventState.Cancelled && one.State != EventState.Closed)
            .OrderBy(one => one.Start).ThenBy(one => one.Id).Take(6).Rows().ToListAsync(stop);
        var year = await db.Events.AsNoTracking()
            .Where(one => one.Start >= from && one.Start < to && one.State != EventState.Cancelled && (one.Level == EventLevel.Community || one.Level == EventLevel.Square))
            .Select(one => one.State).ToListAsync(stop);
        var held = year.Count(state => state is EventState.Held or EventState.Closed);
        return new Overview(next, new YearMeter(today.Year, held, year.Count - held, Least, Most), [.. await Festivals(today, stop), .. await Unfinished(stop)]);
    }

    private async Task<IEnumerable<Gap>> Festivals(DateOnly today, CancellationToken stop)
    {
        var from = ChinaTime.StartOf(today.AddDays(-15));
        var until = ChinaTime.StartOf(today.AddDays(FestivalCalendar.ProposedDaysAhead + 15));
        var planned = await db.Events.AsNoTracking().Where(one => one.Start >= from && one.Start < until && one.State != EventState.Cancelled)
            .Select(one => one.Festival).ToListAsync(stop);
        return FestivalCalendar.Near(today).Where(near => !planned.Contains(near.Festival))
            .Select(near => new Gap(GapKind.FestivalWithoutEvent, null, "", near.Festival, near.Day));
    }

    private async Task<IEnumerable<Gap>> Unfinished(CancellationToken stop)
    {
        var open = await db.Events.AsNoTracking()
            .Where(one => one.State == EventState.Submitted || ((one.State == EventState.Published || one.State == EventState.Held) && one.End < act.Now))
            .OrderBy(one => one.Start).Take(50)
            .Select(one => new { one.Id, one.Title, one.State, one.Start, one.Headcount, Summary = one.Summary.Length > 0, Picture = one.Pictures.Any() }).ToListAsync(stop);
        return open.Select(one => new Gap(
            one.State == EventState.Submitted ? GapKind.ToApprove
            : one.Headcount is null ? GapKind.NotCounted
            : !one.Summary ? GapKind.NoSummary
            : !one.Picture ? GapKind.NoPicture
            : GapKind.NotClosed, one.Id, one.Title, Festival.None, ChinaTime.Day(one.Start)));
    }
}
