using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>出入库 · What kind of change of stock it is.</summary>
public enum MovementKind { In, Out, Discard, Correction, Reversal }

/// <summary>原因 · Why stock changed.</summary>
public enum MovementReason { Donated, Redeemed, Expired, Damaged, Counted, RedemptionVoided }

/// <summary>出入库 · One change of a lot. Rows are only ever added; a mistake is mended by another row.</summary>
internal sealed class Movement
{
    private Movement() { }

    public Movement(MovementKind kind, MovementReason reason, Lot lot, int quantity, long unitFen, string account, DateTime at, Guid? reference = null)
    {
        (Id, Kind, Reason, LotId, GoodId) = (Guid.CreateVersion7(), kind, reason, lot.Id, lot.GoodId);
        (Quantity, ValueFen, Account, At, Reference) = (quantity, quantity * unitFen, account, at, reference);
    }

    public Guid Id { get; private set; }
    public MovementKind Kind { get; private set; }
    public MovementReason Reason { get; private set; }
    public Guid LotId { get; private set; }
    [NotPersonal("A good on the shelf.")]
    public Guid GoodId { get; private set; }

    /// <summary>Positive in, negative out; the sum over a lot is what is left of it.</summary>
    public int Quantity { get; private set; }

    /// <summary>The quantity at the voucher value of that moment, with its sign.</summary>
    public long ValueFen { get; private set; }
    [ActingStaff]
    public string Account { get; private set; } = "";
    public DateTime At { get; private set; }

    /// <summary>The donation or redemption it belongs to.</summary>
    [NotPersonal("A record of this plugin.")]
    public Guid? Reference { get; private set; }
}
