using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>捐赠方 · Who gave, as far as it is kept.</summary>
public enum DonorKind { Anonymous, Resident, Unit }

/// <summary>捐赠 · Goods that somebody gave. The donor stays unnamed unless she wants to be named.</summary>
internal sealed class Donation
{
    private readonly List<DonationLine> _lines = [];

    private Donation() { }

    public Donation(string number, DonorKind donor, string? name, bool mayBeNamed, string account, DateTime at)
    {
        (Id, Number, Donor, Account, At) = (Guid.CreateVersion7(), number, donor, account, at);
        if (mayBeNamed && donor != DonorKind.Anonymous && !string.IsNullOrWhiteSpace(name)) (DonorName, MayBeNamed) = (name.Trim(), true);
    }

    public Guid Id { get; private set; }
    [NotPersonal("A running number.")]
    public string Number { get; private set; } = "";
    [NotPersonal("Whether a unit or a resident gave.")]
    public DonorKind Donor { get; private set; }

    /// <summary>Only kept with consent.</summary>
    public string? DonorName { get; private set; }
    [NotPersonal("Goes with the name.")]
    public bool MayBeNamed { get; private set; }
    [ActingStaff]
    public string Account { get; private set; } = "";
    [NotPersonal("The day on which goods came in, for the books.")]
    public DateTime At { get; private set; }
    public IReadOnlyList<DonationLine> Lines => _lines;

    /// <summary>The gift stays in the books, without who gave it.</summary>
    public void ForgetDonor() => (DonorName, MayBeNamed) = (null, false);

    public void Add(Good good, Lot lot, int quantity) => _lines.Add(new(Id, good.Id, lot.Id, quantity, good.ValueFen * quantity));
}

/// <summary>捐赠明细 · One good of a donation.</summary>
internal sealed class DonationLine
{
    private DonationLine() { }

    public DonationLine(Guid donation, Guid good, Guid lot, int quantity, long valueFen) =>
        (Id, DonationId, GoodId, LotId, Quantity, ValueFen) = (Guid.CreateVersion7(), donation, good, lot, quantity, valueFen);

    public Guid Id { get; private set; }
    public Guid DonationId { get; private set; }
    [NotPersonal("A good on the shelf.")]
    public Guid GoodId { get; private set; }
    public Guid LotId { get; private set; }
    public int Quantity { get; private set; }
    public long ValueFen { get; private set; }
}
