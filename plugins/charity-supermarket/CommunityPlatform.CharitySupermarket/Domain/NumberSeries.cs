using CommunityPlatform.Sdk.Privacy;
using System.Globalization;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>编号种类 · What is numbered.</summary>
internal enum NumberKind { Donation, Voucher, Redemption, Beneficiary }

/// <summary>编号 · The last number given out of a kind and year; it rises in the act's own transaction, so that no number is lost.</summary>
[NotPersonal("Running numbers.")]
internal sealed class NumberSeries
{
    private NumberSeries() { }

    public NumberSeries(NumberKind kind, int year) => (Id, Kind, Year) = (Guid.CreateVersion7(), kind, year);

    public Guid Id { get; private set; }
    public NumberKind Kind { get; private set; }
    public int Year { get; private set; }
    public long Last { get; private set; }

    public string Next()
    {
        Last++;
        var prefix = Kind switch { NumberKind.Donation => "JZ", NumberKind.Voucher => "GWQ", NumberKind.Redemption => "DH", _ => "D" };
        return Kind == NumberKind.Beneficiary
            ? string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Last:0000}")
            : string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Year:0000}-{Last:0000}");
    }
}
