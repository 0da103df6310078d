using System.IO.Compression;
using System.Text;
using CommunityPlatform.Host.Files.Pictures;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Sdk.Sheets;

namespace CommunityPlatform.Host.Tests.Sheets;

/// <summary>What somebody may put into a file that is called a spreadsheet.</summary>
public sealed class XlsxGateTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static XlsxFault Refused(byte[] file) => Assert.Throws<XlsxRefused>(() => XlsxReader.Read(file, CancellationToken.None)).Fault;

    private static async Task<byte[]> Whole()
    {
        using var file = new MemoryStream();
        await XlsxWriter.Write(file, new Sheet<string>("名单").Text("姓名", row => row), new[] { "王阿姨" }.ToAsyncEnumerable(), CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>A whole spreadsheet with a part put in the place of another, or added.</summary>
    private static async Task<byte[]> With(Func<string, bool> part, Func<string, string> content)
    {
        var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(await Whole()), ZipArchiveMode.Read))
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            var found = false;
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                var text = await reader.ReadToEndAsync();
                found |= part(entry.FullName);
                await using var writer = new StreamWriter(zip.CreateEntry(entry.FullName).Open());
                await writer.WriteAsync(part(entry.FullName) ? content(text) : text);
            }
            Assert.True(found);
        }
        return to.ToArray();
    }

    private static bool IsSheet(string name) => name.Contains("worksheets/", StringComparison.Ordinal);

    [Fact]
    public async Task A_whole_one_is_read() => Assert.Equal("王阿姨", XlsxReader.Read(await Whole(), CancellationToken.None).Rows[0].Cells[0]);

    [Fact]
    public async Task What_is_none_is_refused_by_its_bytes()
    {
        foreach (var none in (byte[][])[[], "姓名,电话\n王,1"u8.ToArray(), "<html>"u8.ToArray(), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [.. "PK\u0003\u0004"u8, .. new byte[100]]])
            Assert.Equal(XlsxFault.Unreadable, Refused(none));
        // Something else in front, with a spreadsheet hung on behind: a reader that looks from the end would take it.
        var whole = await Whole();
        Assert.Equal(XlsxFault.Unreadable, Refused([.. "<script>alert(1)</script>"u8, .. whole]));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>", "&c;")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"http://127.0.0.1:1/\">]>", "&a;")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">", "x")]
    public async Task Definitions_of_its_own_are_refused(string definitions, string use)
    {
        var sheet = $"<?xml version=\"1.0\"?>{definitions}<worksheet xmlns=\"{Main}\"><sheetData><row><c t=\"inlineStr\"><is><t>姓名</t></is></c></row><row><c t=\"inlineStr\"><is><t>{use}</t></is></c></row></sheetData></worksheet>";
        Assert.Equal(XlsxFault.Unreadable, Refused(await With(IsSheet, _ => sheet)));
        // In the list of contents, which is read first, likewise.
        Assert.Equal(XlsxFault.Unreadable, Refused(await With(name => name == "[Content_Types].xml", text => text.Replace("<Types", definitions + "<Types", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Elements_nested_without_end_are_refused_before_anybody_follows_them()
    {
        var nested = string.Concat(Enumerable.Repeat("<is>", 200_000)) + string.Concat(Enumerable.Repeat("</is>", 200_000));
        Assert.Equal(XlsxFault.Unreadable, Refused(await With(IsSheet, _ => $"<worksheet xmlns=\"{Main}\"><sheetData><row><c t=\"inlineStr\">{nested}</c></row></sheetData></worksheet>")));
        // Torn in the middle as well: a reader follows them down before it finds the end missing.
        Assert.Equal(XlsxFault.Unreadable, Refused(await With(IsSheet, _ => $"<worksheet xmlns=\"{Main}\"><sheetData><row>{nested[..400_000]}")));
    }

    [Fact]
    public async Task A_file_outside_that_it_names_is_never_fetched()
    {
        var names = await With(name => name.EndsWith("workbook.xml.rels", StringComparison.Ordinal), text =>
            text.Replace("</Relationships>", "<Relationship Id=\"away\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink\" TargetMode=\"External\" Target=\"http://127.0.0.1:1/away\"/></Relationships>", StringComparison.Ordinal));
        Assert.Equal("王阿姨", XlsxReader.Read(names, CancellationToken.None).Rows[0].Cells[0]);
    }

    [Fact]
    public async Task What_unpacks_to_more_than_a_list_is_refused_while_it_unpacks()
    {
        var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var part = zip.CreateEntry("xl/media/image1.png", CompressionLevel.Fastest).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++) await part.WriteAsync(zeros);
        }
        Assert.Equal(XlsxFault.TooLarge, Refused(to.ToArray()));
        // It says of itself that it is small: what comes out is counted all the same.
        var lying = to.ToArray();
        Lie(lying, 1000);
        Assert.True(Refused(lying) is XlsxFault.TooLarge or XlsxFault.Unreadable);
    }

    [Fact]
    public async Task What_says_of_itself_that_it_unpacks_to_gigabytes_frightens_nobody()
    {
        var lying = await Whole();
        Lie(lying, 0xFFFF_FFF0);
        var before = GC.GetTotalAllocatedBytes();
        // What really comes out is a small list, and read as one.
        Assert.Single(XlsxReader.Read(lying, CancellationToken.None).Rows);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);
    }

    [Fact]
    public async Task Two_parts_of_one_name_are_refused()
    {
        var to = new MemoryStream();
        await to.WriteAsync(await Whole());
        using (var zip = new ZipArchive(to, ZipArchiveMode.Update, leaveOpen: true))
        {
            await using var again = zip.CreateEntry(zip.Entries.First(entry => IsSheet(entry.FullName)).FullName.ToUpperInvariant()).Open();
            await again.WriteAsync("<x/>"u8.ToArray());
        }
        Assert.Equal(XlsxFault.Unreadable, Refused(to.ToArray()));
    }

    [Fact]
    public void The_check_sum_is_the_one_of_the_standard() => Assert.Equal(0xCBF43926, Png.Sum(Encoding.ASCII.GetBytes("123456789")));

    /// <summary>Writes another unpacked size into every entry of the zip's list.</summary>
    private static void Lie(byte[] zip, uint size)
    {
        for (var i = 0; i + 28 < zip.Length; i++)
            if (zip.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8)) BitConverter.TryWriteBytes(zip.AsSpan(i + 24, 4), size);
    }
}
