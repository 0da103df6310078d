using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>兑换 · Goods handed out for a voucher.</summary>
internal sealed class Redemption
{
    private readonly List<RedemptionLine> _lines = [];

    private Redemption() { }

    public Redemption(string number, Guid voucher, Guid request, string counter, DateTime at) =>
        (Id, Number, VoucherId, Request, Counter, At) = (Guid.CreateVersion7(), number, voucher, request, counter, at);

    public Guid Id { get; private set; }
    [NotPersonal("A running number.")]
    public string Number { get; private set; } = "";
    public Guid VoucherId { get; private set; }

    /// <summary>Made by the page once a basket, so that a doubled click redeems once.</summary>
    [NotPersonal("A key of the form, so that one click counts once.")]
    public Guid Request { get; private set; }
    [ActingStaff]
    public string Counter { get; private set; } = "";
    public long TotalFen { get; private set; }
    public DateTime At { get; private set; }
    public IReadOnlyList<RedemptionLine> Lines => _lines;

    public void Add(Good good, int quantity)
    {
        _lines.Add(new(Id, good.Id, quantity, good.ValueFen));
        TotalFen += good.ValueFen * quantity;
    }

    public Refusal? MayBeVoided(string by, DateOnly today)
    {
        if (by == Counter) return new CannotVoidOwnRedemption();
        return ChinaTime.Day(At) == today ? null : new OnlySameDay();
    }
}

/// <summary>兑换明细 · One good of a redemption, at the value of that moment.</summary>
internal sealed class RedemptionLine
{
    private RedemptionLine() { }

    public RedemptionLine(Guid redemption, Guid good, int quantity, long unitFen) =>
        (Id, RedemptionId, GoodId, Quantity, UnitFen) = (Guid.CreateVersion7(), redemption, good, quantity, unitFen);

    public Guid Id { get; private set; }
    public Guid RedemptionId { get; private set; }
    [NotPersonal("A good on the shelf.")]
    public Guid GoodId { get; private set; }
    public int Quantity { get; private set; }
    public long UnitFen { get; private set; }
}

/// <summary>兑换撤销 · Says that a redemption was voided, by whom and when; one a redemption.</summary>
internal sealed class RedemptionVoid
{
    private RedemptionVoid() { }

    public RedemptionVoid(Guid redemption, string account, DateTime at) =>
        (Id, RedemptionId, Account, At) = (Guid.CreateVersion7(), redemption, account, at);

    public Guid Id { get; private set; }
    public Guid RedemptionId { get; private set; }
    [ActingStaff]
    public string Account { get; private set; } = "";
    public DateTime At { get; private set; }
}
