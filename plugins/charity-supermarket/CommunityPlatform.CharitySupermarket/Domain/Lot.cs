using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>批次 · Pieces of one good that came together and expire together.</summary>
[NotPersonal("Pieces of a good.")]
internal sealed class Lot
{
    private Lot() { }

    public Lot(Guid good, int quantity, DateOnly? expiry, DateOnly receivedOn)
    {
        if (quantity <= 0) throw new ArgumentOutOfRangeException(nameof(quantity));
        (Id, GoodId, Left, Expiry, ReceivedOn, Version) = (Guid.CreateVersion7(), good, quantity, expiry, receivedOn, 1);
    }

    public Guid Id { get; private set; }
    public Guid GoodId { get; private set; }

    /// <summary>The last day on which it may be given out, or null for what does not spoil.</summary>
    public DateOnly? Expiry { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public int Left { get; private set; }
    public long Version { get; private set; }

    public bool GoodOn(DateOnly day) => ReceivedOn <= day && (Expiry is null || Expiry >= day);

    /// <summary>Adds or takes; what would leave less than nothing is a bug of the caller, who asks first.</summary>
    public void Change(int by)
    {
        if (Left + by < 0) throw new InvalidOperationException("A lot cannot hold less than nothing.");
        Left += by;
        Version++;
    }

    /// <summary>Takes spoiled pieces away.</summary>
    public Refusal? Discard(int quantity)
    {
        if (quantity > Left) return new StockTooSmall(Left);
        Change(-quantity);
        return null;
    }
}
