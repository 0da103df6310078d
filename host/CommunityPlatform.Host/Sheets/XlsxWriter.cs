using System.Globalization;
using System.Text;
using System.Xml;
using CommunityPlatform.Sdk.Sheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;
using SheetList = DocumentFormat.OpenXml.Spreadsheet.Sheets;

namespace CommunityPlatform.Host.Sheets;

/// <summary>Writes one list as an .xlsx, row by row. Text cells are inline text in the text format, so nothing in them becomes a formula.</summary>
internal static class XlsxWriter
{
    /// <summary>The longest text a cell may hold.</summary>
    private const int LongestText = 32_767;

    /// <summary>How many rows are looked at to find how wide the columns are.</summary>
    private const int Sample = 100;

    public static async Task<int> Write<TRow>(Stream to, Sheet<TRow> sheet, IAsyncEnumerable<TRow> rows, CancellationToken stop)
    {
        if (sheet.Columns.Count == 0) throw new InvalidOperationException("The sheet has no column.");
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxStyles.Make();
        var part = book.AddNewPart<WorksheetPart>();
        book.Workbook = new Workbook(new SheetList(new Sheet { Name = NameOf(sheet.Title), SheetId = 1, Id = book.GetIdOfPart(part) }));
        var written = 0;
        using var writer = OpenXmlWriter.Create(part);
        await using var source = rows.GetAsyncEnumerator(stop);
        var first = await Take(source);
        writer.WriteStartElement(new Worksheet());
        Head(writer, sheet, first);
        writer.WriteStartElement(new SheetData());
        Row(writer, sheet.Columns.Select(column => Text(column.Title, XlsxStyles.Heading)));
        foreach (var row in first) Add(row);
        while (first.Count == Sample && await source.MoveNextAsync()) Add(source.Current);
        writer.WriteEndElement();
        Foot(writer, sheet.Title, sheet.Columns.Count, written);
        writer.WriteEndElement();
        return written;

        void Add(TRow row)
        {
            stop.ThrowIfCancellationRequested();
            if (++written > ISheets.MostRows) throw new InvalidOperationException($"More than {ISheets.MostRows} rows: narrow the list before it is exported.");
            Row(writer, sheet.Columns.Select(column => CellOf(column.Kind, column.Value(row))));
        }
    }

    private static async Task<List<TRow>> Take<TRow>(IAsyncEnumerator<TRow> source)
    {
        var taken = new List<TRow>();
        while (taken.Count < Sample && await source.MoveNextAsync()) taken.Add(source.Current);
        return taken;
    }

    private static void Head<TRow>(OpenXmlWriter writer, Sheet<TRow> sheet, List<TRow> sample)
    {
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        var frozen = new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen };
        writer.WriteElement(new SheetViews(new SheetView(frozen) { WorkbookViewId = 0 }));
        var columns = sheet.Columns.Select((column, index) =>
        {
            var widest = sample.Select(row => Shown(column.Kind, column.Value(row))).Prepend(column.Title).Max(Width);
            return new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = Math.Clamp(widest + 3, 8, 60), CustomWidth = true };
        });
        writer.WriteElement(new Columns(columns));
    }

    private static void Foot(OpenXmlWriter writer, string title, int columns, int rows)
    {
        writer.WriteElement(new AutoFilter { Reference = $"A1:{Letters(columns)}{rows + 1}" });
        writer.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        // In a print header "&" starts a code; doubled it is itself.
        writer.WriteElement(new HeaderFooter(new OddHeader("&C" + Clean(title).Replace("&", "&&", StringComparison.Ordinal)), new OddFooter("&C&P / &N")));
    }

    private static void Row(OpenXmlWriter writer, IEnumerable<Cell> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in cells) writer.WriteElement(cell);
        writer.WriteEndElement();
    }

    private static Cell CellOf(SheetKind kind, object? value) => (kind, value) switch
    {
        (_, null) => new Cell { StyleIndex = XlsxStyles.Of(kind) },
        (SheetKind.Text, string text) => Text(text, XlsxStyles.Text),
        (SheetKind.Day, DateOnly day) => Number(kind, (decimal)day.ToDateTime(TimeOnly.MinValue).ToOADate()),
        (SheetKind.Moment, DateTime moment) => Number(kind, (decimal)moment.ToOADate()),
        (SheetKind.Number or SheetKind.Money, decimal number) => Number(kind, number),
        _ => throw new InvalidOperationException($"A {kind} column got a {value.GetType().Name}."),
    };

    private static Cell Text(string text, uint style) =>
        new(new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style };

    private static Cell Number(SheetKind kind, decimal number) =>
        new(new CellValue(number.ToString(CultureInfo.InvariantCulture))) { StyleIndex = XlsxStyles.Of(kind) };

    /// <summary>Leaves out what XML cannot hold, such as control characters, and cuts at what a cell can hold, never through a character.</summary>
    private static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone half of a pair arrives as U+FFFD.
            if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value)) continue;
            if (kept.Length + rune.Utf16SequenceLength > LongestText) break;
            kept.Append(rune.ToString());
        }
        return kept.ToString();
    }

    private static string NameOf(string title)
    {
        var name = string.Concat(Clean(title).Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) ? ' ' : c)).Trim();
        return name.Length == 0 ? "1" : name[..Math.Min(31, name.Length)];
    }

    private static string Shown(SheetKind kind, object? value) => (kind, value) switch
    {
        (_, null) => "",
        (SheetKind.Day, _) => "2026-11-22",
        (SheetKind.Moment, _) => "2026-11-22 14:30",
        (SheetKind.Money, decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture) + "¥",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A Chinese character takes two places.</summary>
    private static double Width(string text) => text.Sum(c => c < 0x2E80 ? 1 : 2);

    private static string Letters(int column) =>
        column <= 26 ? ((char)('A' + column - 1)).ToString() : Letters((column - 1) / 26) + Letters(((column - 1) % 26) + 1);
}
