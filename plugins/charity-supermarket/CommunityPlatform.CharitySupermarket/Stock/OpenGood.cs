using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>The lots of a good and what happened to them last.</summary>
/// <param name="Id">The good.</param>
public sealed record OpenGood(Guid Id) : IQuery<GoodBook>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

/// <summary>A good with its lots.</summary>
public sealed record GoodBook(Guid Id, string Name, string Unit, IReadOnlyList<LotRow> Lots, IReadOnlyList<MovementRow> Movements);

/// <summary>One lot.</summary>
public sealed record LotRow(Guid Id, long Version, DateOnly ReceivedOn, DateOnly? Expiry, bool Spoiled, int Left);

/// <summary>One movement.</summary>
public sealed record MovementRow(DateTime At, MovementKind Kind, MovementReason Reason, int Quantity);

internal sealed class OpenGoodHandler(MarketDbContext db, IAct act) : IHandler<OpenGood, GoodBook>
{
    public async Task<Outcome<GoodBook>> Handle(OpenGood ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var good = await db.Goods.AsNoTracking().Include(one => one.Lots).SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (good is null) return new NotFound();
        var movements = await db.Movements.AsNoTracking().Where(one => one.GoodId == ask.Id).OrderByDescending(one => one.At).Take(30)
            .Select(one => new MovementRow(one.At, one.Kind, one.Reason, one.Quantity)).ToListAsync(stop);
        // Lots that are used up stay open to a count for a month: pieces turn up again.
        var lots = good.Lots.Where(lot => lot.Left > 0 || lot.ReceivedOn > today.AddDays(-31)).OrderBy(lot => lot.Expiry ?? DateOnly.MaxValue).ThenBy(lot => lot.ReceivedOn)
            .Select(lot => new LotRow(lot.Id, lot.Version, lot.ReceivedOn, lot.Expiry, !lot.GoodOn(today), lot.Left));
        return new GoodBook(good.Id, good.Name, good.Unit, [.. lots], movements);
    }
}
