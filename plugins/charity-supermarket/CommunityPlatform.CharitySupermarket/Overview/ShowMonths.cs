using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Overview;

/// <summary>Value in and out of the last months.</summary>
/// <param name="Count">How many months, the present one included.</param>
public sealed record ShowMonths(int Count = 6) : IQuery<IReadOnlyList<MonthRow>>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Report;

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Count), Count, 1, 36);
}

/// <summary>One month: donated, handed out (less what was voided), discarded, each positive.</summary>
public sealed record MonthRow(DateOnly Month, long InFen, long OutFen, long LostFen);

internal sealed class ShowMonthsHandler(MarketDbContext db, IAct act) : IHandler<ShowMonths, IReadOnlyList<MonthRow>>
{
    public async Task<Outcome<IReadOnlyList<MonthRow>>> Handle(ShowMonths ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - ask.Count);
        var from = ChinaTime.StartOf(first);
        var moved = await db.Movements.AsNoTracking().Where(one => one.At >= from).Select(one => new { one.At, one.Kind, one.ValueFen }).ToListAsync(stop);
        var months = moved.ToLookup(one => ChinaTime.Day(one.At) is var day ? new DateOnly(day.Year, day.Month, 1) : default);
        return Enumerable.Range(0, ask.Count).Select(first.AddMonths).Select(month => new MonthRow(month,
            months[month].Where(one => one.Kind == MovementKind.In).Sum(one => one.ValueFen),
            -months[month].Where(one => one.Kind is MovementKind.Out or MovementKind.Reversal).Sum(one => one.ValueFen),
            -months[month].Where(one => one.Kind is MovementKind.Discard).Sum(one => one.ValueFen))).ToList();
    }
}
