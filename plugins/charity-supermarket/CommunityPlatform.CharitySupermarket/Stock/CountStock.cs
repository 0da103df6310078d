using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>盘点 · Puts down how many pieces of a lot were really there.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Seen">The version shown, so that a redemption in between is not counted away.</param>
/// <param name="Counted">Pieces counted.</param>
public sealed record CountStock(Guid Lot, long Seen, int Counted) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Stock;

    /// <inheritdoc/>
    public string? Subject => Lot.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Counted), Counted, 0, 10_000);
}

internal sealed class CountStockHandler(MarketDbContext db, CurrentPerson person, IAct act, IOutbox outbox) : IHandler<CountStock, Done>
{
    public async Task<Outcome<Done>> Handle(CountStock ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var good = await db.Goods.Include(one => one.Lots).SingleOrDefaultAsync(one => one.Lots.Any(lot => lot.Id == ask.Lot), stop);
        if (good is null) return new NotFound();
        var (lot, low) = (good.Lots.Single(one => one.Id == ask.Lot), good.IsLow(today));
        if (lot.Version != ask.Seen) return new Stale();
        var difference = ask.Counted - lot.Left;
        if (difference == 0) return default(Done);
        lot.Change(difference);
        db.Movements.Add(new(MovementKind.Correction, MovementReason.Counted, lot, difference, good.ValueFen, person.AccountId ?? "", act.Now));
        StockLow.Tell(outbox, good, low, today);
        return default(Done);
    }
}
