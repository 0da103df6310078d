using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.CharitySupermarket.Stock;

namespace CommunityPlatform.CharitySupermarket.Kiosk;

/// <summary>What is on the shelf; open to everybody.</summary>
public sealed record ShowShelf : IQuery<IReadOnlyList<ShelfGood>>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;
}

/// <summary>货架 · One good and how many pieces may be given out.</summary>
/// <param name="Needed">Below its threshold: a donation would help.</param>
public sealed record ShelfGood(Guid Id, string Name, string Unit, long ValueFen, string? Barcode, int OnHand, bool Needed);

internal sealed class ShowShelfHandler(MarketDbContext db, IAct act) : IHandler<ShowShelf, IReadOnlyList<ShelfGood>>
{
    public async Task<Outcome<IReadOnlyList<ShelfGood>>> Handle(ShowShelf ask, CancellationToken stop) =>
        (await db.GoodRows(ChinaTime.Day(act.Now), stop)).ConvertAll(one => new ShelfGood(one.Id, one.Name, one.Unit, one.ValueFen, one.Barcode, one.OnHand, one.Low));
}
