using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>物品 · What the shelf holds: rice, oil, soap.</summary>
[NotPersonal("A good on the shelf.")]
internal sealed class Good
{
    private readonly List<Lot> _lots = [];

    private Good() { }

    public Good(string name, string unit, long valueFen, int lowStock, string? barcode)
    {
        Id = Guid.CreateVersion7();
        Set(name, unit, valueFen, lowStock, barcode);
    }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>袋, 瓶, 件.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>What one piece takes from a voucher.</summary>
    public long ValueFen { get; private set; }

    /// <summary>Below this number the good is low; 0 means never.</summary>
    public int LowStock { get; private set; }
    public string? Barcode { get; private set; }
    public long Version { get; private set; }
    public IReadOnlyList<Lot> Lots => _lots;

    public void Set(string name, string unit, long valueFen, int lowStock, string? barcode)
    {
        (Name, Unit, ValueFen, LowStock) = (name.Trim(), unit.Trim(), valueFen, lowStock);
        Barcode = string.IsNullOrWhiteSpace(barcode) ? null : barcode.Trim();
        Version++;
    }

    /// <summary>What may still be given out on that day: expired lots do not count.</summary>
    public int OnHand(DateOnly today) => _lots.Where(lot => lot.GoodOn(today)).Sum(lot => lot.Left);

    public bool IsLow(DateOnly today) => OnHand(today) < LowStock;

    public Lot Receive(int quantity, DateOnly? expiry, DateOnly today)
    {
        var lot = new Lot(Id, quantity, expiry, today);
        _lots.Add(lot);
        return lot;
    }

    /// <summary>
    /// Takes pieces out, first expired first. Nothing is taken unless all are there.
    /// </summary>
    public Refusal? Issue(int quantity, DateOnly today, List<(Lot Lot, int Quantity)> taken)
    {
        var left = OnHand(today);
        if (quantity > left)
            return left == 0 && _lots.Any(lot => lot.Left > 0) ? new GoodsExpired(Name) : new OutOfStock(Name, left);
        foreach (var lot in _lots.Where(lot => lot.GoodOn(today) && lot.Left > 0)
                     .OrderBy(lot => lot.Expiry ?? DateOnly.MaxValue).ThenBy(lot => lot.ReceivedOn).ThenBy(lot => lot.Id))
        {
            var part = Math.Min(quantity, lot.Left);
            lot.Change(-part);
            taken.Add((lot, part));
            quantity -= part;
            if (quantity == 0) break;
        }
        return null;
    }
}
