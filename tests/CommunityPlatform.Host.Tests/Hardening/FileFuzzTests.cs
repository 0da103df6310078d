using System.IO.Compression;
using System.Text;
using CommunityPlatform.Host.Files.Pictures;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Sdk.Sheets;
using FsCheck;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>Whatever bytes come as a picture or a spreadsheet: it is read, or refused in the way that is documented.</summary>
public sealed class FileFuzzTests
{
    public static TheoryData<byte[]> Kinds => [Pictures.Jpeg(Pictures.Exif(6, "N39.9")), Pictures.Png(more: ("tEXt", [1, 2, 3])), Pictures.WebP(("EXIF", [1, 2, 3]))];

    [Theory, MemberData(nameof(Kinds))]
    public void A_picture_with_changed_bytes_is_a_picture_or_refused(byte[] whole)
    {
        Prop.ForAll(Fuzz.Changed(whole), Picture).Check(Fuzz.Times(3000));
        Prop.ForAll(Fuzz.Cut(whole), Picture).Check(Fuzz.Times(1000));
        Prop.ForAll(Arb.From<byte[]>(), bytes => Picture([.. whole[..Math.Min(16, whole.Length)], .. bytes ?? []])).Check(Fuzz.Times(1000));
    }

    [Fact]
    public async Task A_spreadsheet_with_changed_bytes_is_a_spreadsheet_or_refused()
    {
        var whole = await Whole();
        Prop.ForAll(Fuzz.Changed(whole), Sheet).Check(Fuzz.Times(400));
        Prop.ForAll(Fuzz.Cut(whole), Sheet).Check(Fuzz.Times(200));
        Prop.ForAll(Arb.From<byte[]>(), bytes => Sheet([0x50, 0x4b, 3, 4, .. bytes ?? []])).Check(Fuzz.Times(300));
    }

    [Fact]
    public async Task A_spreadsheet_whose_parts_say_anything_is_a_spreadsheet_or_refused()
    {
        var whole = await Whole();
        var names = Names(whole);
        foreach (var name in names)
        {
            var part = Part(whole, name);
            Prop.ForAll(Fuzz.Changed(part), changed => Sheet(With(whole, name, changed))).Check(Fuzz.Times(120));
            Prop.ForAll(Fuzz.Texts(), text => Sheet(With(whole, name, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(part).Replace(">1<", ">" + System.Security.SecurityElement.Escape(text) + "<", StringComparison.Ordinal))))).Check(Fuzz.Times(40));
        }
        Assert.True(names.Count >= 4);
    }

    [Fact]
    public void What_is_written_is_read_again() => Prop.ForAll(Fuzz.Rows(), cells =>
    {
        // The writer leaves out what XML cannot hold, the reader what nobody sees; what is left must be the same.
        var plain = cells.Select(cell => string.Concat(cell.EnumerateRunes().Where(rune => rune.Value is > 0x20 and not (0x7f or 0xfeff or 0x200b or 0xfffd or 0xfffe or 0xffff) && !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString()))).Where(cell => cell.Length > 0).ToList();
        if (plain.Count == 0) return;
        using var file = new MemoryStream();
        XlsxWriter.Write(file, new Sheet<string>("x").Text("heading", row => row), plain.ToAsyncEnumerable(), CancellationToken.None).GetAwaiter().GetResult();
        Assert.Equal(plain, XlsxReader.Read(file.ToArray(), CancellationToken.None).Rows.Select(row => row.Cells[0]));
    }).Check(Fuzz.Times(200));

    private static void Picture(byte[] bytes)
    {
        try
        {
            var (_, _, clean) = PictureContent.Clean(bytes);
            Assert.Equal(clean, PictureContent.Clean(clean).Bytes);
        }
        catch (InvalidDataException)
        {
            // Refused, as it says of itself.
        }
    }

    private static void Sheet(byte[] bytes)
    {
        try
        {
            Assert.NotEmpty(XlsxReader.Read(bytes, CancellationToken.None).Rows);
        }
        catch (XlsxRefused refused)
        {
            Assert.True(Enum.IsDefined(refused.Fault));
        }
    }

    private static async Task<byte[]> Whole()
    {
        using var file = new MemoryStream();
        var sheet = new Sheet<int>("list").Text("name", row => "=" + row).Number("number", row => row).Day("day", row => new DateOnly(2026, 11, 22)).Moment("at", row => new DateTime(2026, 11, 22, 1, 2, 3, DateTimeKind.Utc));
        await XlsxWriter.Write(file, sheet, new[] { 1, 2 }.ToAsyncEnumerable(), CancellationToken.None);
        return file.ToArray();
    }

    private static List<string> Names(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    private static byte[] Part(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        using var part = zip.GetEntry(name)!.Open();
        using var to = new MemoryStream();
        part.CopyTo(to);
        return to.ToArray();
    }

    private static byte[] With(byte[] file, string name, byte[] content)
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var one in Names(file))
            {
                using var part = zip.CreateEntry(one).Open();
                part.Write(one == name ? content : Part(file, one));
            }
        return to.ToArray();
    }
}
