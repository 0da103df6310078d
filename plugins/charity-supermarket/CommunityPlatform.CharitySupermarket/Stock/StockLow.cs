using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Events;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>A good fell below its threshold.</summary>
[EventName("charity-supermarket.stock-low.v1")]
internal sealed record StockLow(Guid Good, int Left, int Threshold)
{
    /// <summary>Tells it once, when the threshold is crossed.</summary>
    public static void Tell(IOutbox outbox, Good good, bool lowBefore, DateOnly today)
    {
        if (!lowBefore && good.IsLow(today)) outbox.Add(new StockLow(good.Id, good.OnHand(today), good.LowStock));
    }
}
