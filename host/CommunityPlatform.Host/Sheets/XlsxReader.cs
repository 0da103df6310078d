using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CommunityPlatform.Host.Sheets;

/// <summary>Why a file is not read as a spreadsheet; words stand under <c>Xlsx.</c>.</summary>
internal enum XlsxFault
{
    /// <summary>No .xlsx at all, or damaged.</summary>
    Unreadable,
    /// <summary>Unpacked it would be larger than any list of residents.</summary>
    TooLarge,
    /// <summary>No row below the heading.</summary>
    Empty,
    /// <summary>More rows or columns than are taken at once.</summary>
    TooMany,
}

/// <summary>A file was refused.</summary>
internal sealed class XlsxRefused(XlsxFault fault) : Exception(fault.ToString())
{
    public XlsxFault Fault { get; } = fault;
}

/// <summary>The first sheet of a workbook as texts: the headings and, by row number as the spreadsheet shows it, the cells.</summary>
internal sealed record XlsxTable(IReadOnlyList<string> Headings, IReadOnlyList<(int Row, IReadOnlyList<string> Cells)> Rows);

/// <summary>Reads what people have in their spreadsheets: texts, numbers, dates. Formulas count as what they last showed.</summary>
internal static partial class XlsxReader
{
    public const int MostRows = 50_000, MostColumns = 60;
    private const int LongestCell = 1000;

    /// <exception cref="XlsxRefused">It is no spreadsheet, or a larger one than is read.</exception>
    public static XlsxTable Read(byte[] file, CancellationToken stop)
    {
        try
        {
            XlsxGate.Check(file);
            using var document = SpreadsheetDocument.Open(new MemoryStream(file, writable: false), isEditable: false);
            var book = document.WorkbookPart ?? throw new XlsxRefused(XlsxFault.Unreadable);
            var sheet = book.Workbook.Descendants<Sheet>().FirstOrDefault()?.Id?.Value ?? throw new XlsxRefused(XlsxFault.Empty);
            if (book.GetPartById(sheet) is not WorksheetPart part) throw new XlsxRefused(XlsxFault.Unreadable);
            return Table(part, new(Strings(book), Dates(book)), stop);
        }
        catch (Exception problem) when (problem is InvalidDataException or OpenXmlPackageException or System.Xml.XmlException or FileFormatException or FormatException or ArgumentException or OverflowException or EndOfStreamException or KeyNotFoundException or IOException or InvalidOperationException or NotSupportedException or InvalidCastException)
        {
            throw new XlsxRefused(XlsxFault.Unreadable);
        }
    }

    private static XlsxTable Table(WorksheetPart part, Words words, CancellationToken stop)
    {
        IReadOnlyList<string>? headings = null;
        var rows = new List<(int, IReadOnlyList<string>)>();
        var number = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            stop.ThrowIfCancellationRequested();
            var row = (Row)reader.LoadCurrentElement()!;
            number = row.RowIndex?.Value is { } index ? checked((int)index) : number + 1;
            var cells = Cells(row, words);
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (headings is null) headings = cells;
            else if (rows.Count == MostRows) throw new XlsxRefused(XlsxFault.TooMany);
            else rows.Add((number, cells));
        }
        return headings is null || rows.Count == 0 ? throw new XlsxRefused(XlsxFault.Empty) : new(headings, rows);
    }

    private static List<string> Cells(Row row, Words words)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            if (column >= MostColumns) throw new XlsxRefused(XlsxFault.TooMany);
            while (cells.Count < column) cells.Add("");
            if (cells.Count == column) cells.Add(Tidy(words.Of(cell)));
        }
        return cells;
    }

    private static string Tidy(string text)
    {
        text = string.Concat(text.Where(c => !char.IsControl(c) && c != '\uFEFF' && c != '\u200B')).Trim();
        return text.Length > LongestCell ? text[..LongestCell] : text;
    }

    /// <summary>B12 → 1.</summary>
    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            column = checked((column * 26) + letter - 'A' + 1);
        }
        return column - 1;
    }

    private static List<string> Strings(WorkbookPart book)
    {
        var strings = new List<string>();
        if (book.SharedStringTablePart is not { } part) return strings;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement) strings.Add(TextOf((SharedStringItem)reader.LoadCurrentElement()!));
        return strings;
    }

    // The reading aid above a character (phonetic run) is not part of the text.
    private static string TextOf(OpenXmlElement item) =>
        string.Concat(item.Descendants<Text>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text));

    /// <summary>The cell styles that show a number as a date.</summary>
    private static HashSet<uint> Dates(WorkbookPart book)
    {
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var own = sheet?.NumberingFormats?.Elements<NumberingFormat>().Where(format => DateLetters().IsMatch(format.FormatCode?.Value ?? ""))
            .Select(format => format.NumberFormatId?.Value ?? 0).ToHashSet() ?? [];
        var dates = new HashSet<uint>();
        var style = 0u;
        foreach (var format in sheet?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = format.NumberFormatId?.Value ?? 0;
            if (id is >= 14 and <= 22 or >= 27 and <= 36 or >= 50 and <= 58 || own.Contains(id)) dates.Add(style);
            style++;
        }
        return dates;
    }

    [GeneratedRegex("^[^\"\\\\]*[yY]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex DateLetters();

    private sealed record Words(List<string> Shared, HashSet<uint> Dates)
    {
        public string Of(Cell cell)
        {
            if (cell.DataType?.Value is { } type)
            {
                if (type == CellValues.SharedString) return int.TryParse(cell.CellValue?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Shared.Count ? Shared[at] : "";
                if (type == CellValues.InlineString) return cell.InlineString is { } inline ? TextOf(inline) : "";
                if (type == CellValues.Error) return "";
            }
            var value = cell.CellValue?.Text ?? "";
            if (value.Length == 0 || cell.DataType?.Value == CellValues.String || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
            if (cell.StyleIndex?.Value is { } style && Dates.Contains(style) && number is > 1 and < 2_958_466) return DateTime.FromOADate(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            // Long numbers are written out: 1.3800012345E+10 is a telephone number.
            return Math.Abs(number) < 1e15 && Math.Floor(number) == number ? number.ToString("0", CultureInfo.InvariantCulture) : value;
        }
    }
}
