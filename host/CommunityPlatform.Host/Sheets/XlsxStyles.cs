using CommunityPlatform.Sdk.Sheets;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CommunityPlatform.Host.Sheets;

/// <summary>The few looks of a cell.</summary>
internal static class XlsxStyles
{
    /// <summary>The built-in format "@": what is typed into the cell later stays text as well.</summary>
    private const uint TextFormat = 49;

    private const uint MoneyFormat = 164, DayFormat = 165, MomentFormat = 166;

    public const uint Text = 1;
    public const uint Heading = 6;

    public static uint Of(SheetKind kind) => kind switch
    {
        SheetKind.Text => Text,
        SheetKind.Number => 2,
        SheetKind.Money => 3,
        SheetKind.Day => 4,
        SheetKind.Moment => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Stylesheet Make() => new(
        new NumberingFormats(Format(MoneyFormat, "\"¥\"#,##0.00"), Format(DayFormat, "yyyy\\-mm\\-dd"), Format(MomentFormat, "yyyy\\-mm\\-dd\\ hh:mm")),
        new Fonts(new Font(new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 11 })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFEDE7DA" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true, QuotePrefix = true },
            new CellFormat(),
            new CellFormat { NumberFormatId = MoneyFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = DayFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = MomentFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = TextFormat, ApplyNumberFormat = true, QuotePrefix = true, FontId = 1, ApplyFont = true, FillId = 2, ApplyFill = true }));

    private static NumberingFormat Format(uint id, string code) => new() { NumberFormatId = id, FormatCode = code };
}
