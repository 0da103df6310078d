using System.Globalization;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Sheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CommunityPlatform.Host.Tests.Sheets;

public sealed class XlsxWriterTests
{
    private sealed record Line(string? Name, long? Fen = null, decimal? Count = null, DateOnly? Day = null, DateTime? At = null);

    private static Sheet<Line> Wide(string title = "物资") => new Sheet<Line>(title).Text("名称", line => line.Name).Money("价值", line => line.Fen)
        .Number("数量", line => line.Count).Day("到期", line => line.Day).Moment("时间", line => line.At);

    /// <summary>Writes, checks against the format's own rules, and opens again.</summary>
    private static async Task<List<List<Cell>>> Rows(Sheet<Line> sheet, IEnumerable<Line> lines, Action<SpreadsheetDocument>? look = null)
    {
        using var file = new MemoryStream();
        await XlsxWriter.Write(file, sheet, lines.ToAsyncEnumerable(), CancellationToken.None);
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}"));
        look?.Invoke(document);
        return [.. document.WorkbookPart!.WorksheetParts.Single().Worksheet.GetFirstChild<SheetData>()!.Elements<Row>().Select(row => row.Elements<Cell>().ToList())];
    }

    private static decimal Value(Cell cell) => decimal.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_was_written_can_be_opened_again()
    {
        var rows = await Rows(Wide(), [new("大米", 1250, 3, new(2026, 12, 31), new(2026, 11, 22, 6, 30, 0, DateTimeKind.Utc)), new(null)]);
        Assert.Equal(["名称", "价值", "数量", "到期", "时间"], rows[0].Select(cell => cell.InnerText));
        Assert.Equal("大米", rows[1][0].InnerText);
        Assert.Equal([12.5m, 3m], rows[1][1..3].Select(Value));
        Assert.Equal(new DateTime(2026, 12, 31), DateTime.FromOADate((double)Value(rows[1][3])));
        // 06:30 UTC is half past two on the communities' clock.
        Assert.Equal(new DateTime(2026, 11, 22, 14, 30, 0), DateTime.FromOADate((double)Value(rows[1][4])), TimeSpan.FromSeconds(1));
        Assert.All(rows[2], cell => Assert.Equal("", cell.InnerText));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("+86 138")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("007")]
    public async Task Text_stays_text_whatever_it_starts_with(string text)
    {
        var rows = await Rows(Wide(), [new(text)], document =>
        {
            Assert.Empty(document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<CellFormula>());
            var style = (CellFormat)document.WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.ElementAt((int)XlsxStyles.Text);
            Assert.Equal((49u, true), (style.NumberFormatId!.Value, style.QuotePrefix!.Value));
        });
        var cell = rows[1][0];
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        Assert.Equal(XlsxStyles.Text, cell.StyleIndex!.Value);
        Assert.Equal(text, cell.InnerText);
    }

    [Fact]
    public async Task What_a_file_cannot_hold_is_left_out()
    {
        var rows = await Rows(Wide("[a]/b:*?'&\u0001 " + new string('长', 40)), [new("a\u0000b\u001Fc\uFFFE"), new(new string('x', 40_000)), new("\U00020BB7田")]);
        Assert.Equal("abc", rows[1][0].InnerText);
        Assert.Equal(32_767, rows[2][0].InnerText.Length);
        Assert.Equal("\U00020BB7田", rows[3][0].InnerText);
    }

    [Fact]
    public async Task Twenty_thousand_rows_are_written_and_none_is_lost()
    {
        var rows = await Rows(Wide(), Enumerable.Range(1, 20_000).Select(n => new Line($"第{n}行", n, n, new(2026, 11, 22), new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc))));
        Assert.Equal(20_001, rows.Count);
        Assert.Equal("第20000行", rows[^1][0].InnerText);
        Assert.Equal(200m, Value(rows[^1][1]));
    }

    [Fact]
    public async Task Giving_up_stops_the_writing()
    {
        using var stop = new CancellationTokenSource();
        using var file = new MemoryStream();
        var lines = Enumerable.Range(1, 5000).Select(n =>
        {
            if (n == 2000) stop.Cancel();
            return new Line($"{n}");
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => XlsxWriter.Write(file, Wide(), lines.ToAsyncEnumerable(), stop.Token));
    }
}
