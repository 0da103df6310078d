using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>Takes expired or damaged pieces away.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Reason">Expired or damaged.</param>
public sealed record DiscardGoods(Guid Lot, int Quantity, MovementReason Reason) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Stock;

    /// <inheritdoc/>
    public string? Subject => Lot.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        errors.Range(nameof(Quantity), Quantity, 1, 10_000);
        if (Reason is not (MovementReason.Expired or MovementReason.Damaged)) errors.Add(nameof(Reason), "Field.Required");
    }
}

internal sealed class DiscardGoodsHandler(MarketDbContext db, CurrentPerson person, IAct act, IOutbox outbox) : IHandler<DiscardGoods, Done>
{
    public async Task<Outcome<Done>> Handle(DiscardGoods ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var good = await db.Goods.Include(one => one.Lots).SingleOrDefaultAsync(one => one.Lots.Any(lot => lot.Id == ask.Lot), stop);
        if (good is null) return new NotFound();
        var (lot, low) = (good.Lots.Single(one => one.Id == ask.Lot), good.IsLow(today));
        if (lot.Discard(ask.Quantity) is { } no) return no;
        db.Movements.Add(new(MovementKind.Discard, ask.Reason, lot, -ask.Quantity, good.ValueFen, person.AccountId ?? "", act.Now));
        StockLow.Tell(outbox, good, low, today);
        return default(Done);
    }
}
