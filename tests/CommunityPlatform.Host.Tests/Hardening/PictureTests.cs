using System.Text;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Files;
using CommunityPlatform.Host.Files.Pictures;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>A picture is what its bytes say, and carries nothing else into the house.</summary>
[Collection(ModulesCollection.Name)]
public sealed class PictureTests
{
    private const string Page = "<script>alert(1)</script>";
    private static readonly byte[] Script = Encoding.UTF8.GetBytes(Page);

    [Fact]
    public void Whole_pictures_come_through_and_once_cleaned_stay_as_they_are()
    {
        foreach (var (picture, type) in ((byte[], string)[])[(Pictures.Jpeg(), "image/jpeg"), (Pictures.Png(), "image/png"), (Pictures.WebP(), "image/webp")])
        {
            var clean = PictureContent.Clean(picture);
            Assert.Equal(type, clean.Type);
            Assert.Equal(clean.Bytes, PictureContent.Clean(clean.Bytes).Bytes);
        }
        Assert.Equal(Pictures.Jpeg(), PictureContent.Clean(Pictures.Jpeg()).Bytes);
        Assert.Equal(Pictures.Png(), PictureContent.Clean(Pictures.Png()).Bytes);
    }

    [Fact]
    public void What_is_hung_on_stays_outside()
    {
        byte[][] carriers =
        [
            Pictures.Jpeg(Pictures.Segment(0xFE, Script)), Pictures.Jpeg(Pictures.Segment(0xE1, Script)), Pictures.Jpeg(Pictures.Segment(0xED, Script)), [.. Pictures.Jpeg(), .. Script],
            Pictures.Png(more: ("tEXt", Script)), Pictures.Png(more: ("eXIf", Script)), [.. Pictures.Png(), .. Script], [.. Pictures.Png(), .. "PK\u0003\u0004"u8, .. Script],
            Pictures.WebP(("EXIF", Script)), Pictures.WebP(("XMP ", Script)), [.. Pictures.WebP(), .. Script],
        ];
        foreach (var carrier in carriers)
        {
            Assert.True(carrier.Holds(Page));
            Assert.False(PictureContent.Clean(carrier).Bytes.Holds(Page));
        }
        // The head of a WebP no longer promises what is gone.
        Assert.Equal(0, PictureContent.Clean(Pictures.WebP(("EXIF", Script))).Bytes[20] & 0x0C);
    }

    [Fact]
    public void Where_it_was_taken_stays_outside_and_which_way_is_up_is_kept()
    {
        var clean = PictureContent.Clean(Pictures.Jpeg(Pictures.Exif(6, "N39.9 E116.4"))).Bytes;
        Assert.False(clean.Holds("N39.9"));
        Assert.Equal(PictureContent.Clean(Pictures.Jpeg(Pictures.Exif(6, "elsewhere"))).Bytes, clean);
        Assert.NotEqual(PictureContent.Clean(Pictures.Jpeg(Pictures.Exif(3, "elsewhere"))).Bytes, clean);
        Assert.Equal(clean, PictureContent.Clean(clean).Bytes);
    }

    [Fact]
    public void What_is_no_picture_is_refused_whatever_it_is_called()
    {
        var jpeg = Pictures.Jpeg();
        byte[][] none =
        [
            [], Script, Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"), "GIF89a;alert(1)"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), "MZ"u8.ToArray(),
            [0xFF, 0xD8, 0xFF, .. Script], jpeg[..^2], jpeg[..40], [0xFF, 0xD8, 0xFF, 0xD9], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Script], Pictures.Png()[..^12],
            [.. "RIFF\0\0\0\0WEBP"u8], Pictures.WebP()[..30], Pictures.Png(40_000, 40_000), Pictures.Png(0, 1), Pictures.Png(more: ("QqQq", [1])),
        ];
        foreach (var bytes in none) Assert.Throws<InvalidDataException>(() => PictureContent.Clean(bytes));
        var torn = Pictures.Png();
        torn[^20] ^= 1;
        Assert.Throws<InvalidDataException>(() => PictureContent.Clean(torn));
    }

    [Theory]
    [InlineData("合影.png", "合影.jpg")]
    [InlineData("page.html", "page.jpg")]
    [InlineData("../../etc/passwd", "passwd.jpg")]
    [InlineData("C:\\fakepath\\a.b.svg", "a.b.jpg")]
    [InlineData("photo\u202Egpj.exe", "photogpj.jpg")]
    [InlineData("a\"; filename=x.html\r\nX: y", "a filename=x.jpg")]
    [InlineData("...", "file.jpg")]
    [InlineData("", "file.jpg")]
    public void A_file_leaves_under_a_plain_name_with_the_ending_of_what_it_is(string name, string expected) => Assert.Equal(expected, SafeName.Of(name, ".jpg"));

    [Fact]
    public async Task A_kept_picture_is_the_clean_one_under_its_true_name_and_nothing_is_left_of_a_refused_one()
    {
        using var folders = new TestFolders();
        await using var host = await TestHost.Start(folders, arguments: [.. await folders.Database(TestEngine.Kind), "--Platform:Hardening:PictureMegabytes", "1"]);
        var kept = await InAct(host, files => files.KeepPicture("party.html", new MemoryStream([.. Pictures.Jpeg(), .. Script]), CancellationToken.None));
        Assert.Equal(("party.jpg", "image/jpeg"), (kept.Name, kept.ContentType));
        await InAct(host, async files =>
        {
            var (_, content) = (await files.Open(kept.Id, CancellationToken.None))!.Value;
            await using var _ = content;
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy);
            Assert.Equal(Pictures.Jpeg(), copy.ToArray());
            return 0;
        });
        // More than the limit is not even read to its end.
        var endless = new Endless();
        await Assert.ThrowsAsync<InvalidDataException>(() => InAct(host, files => files.KeepPicture("big.jpg", endless, CancellationToken.None)));
        Assert.InRange(endless.Told, 1024 * 1024, 2 * 1024 * 1024);
        await Assert.ThrowsAsync<InvalidDataException>(() => InAct(host, files => files.KeepPicture("a.jpg", new MemoryStream(Script), CancellationToken.None)));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folders.Data, "communities", "jia", "files"), "*", SearchOption.AllDirectories));
    }

    private static async Task<T> InAct<T>(TestHost host, Func<IFiles, Task<T>> act)
    {
        await using var session = await host.Get<DatabaseEngine>().Open("jia", write: true, CancellationToken.None);
        var files = host.Get<IFilesFactory>().For(new ActFrame(new("a", "a", PersonKind.Staff), new("jia", "jia"), session, "culture", TimeProvider.System.GetUtcNow().UtcDateTime));
        var result = await act(files);
        await session.Save(CancellationToken.None);
        await session.Commit(CancellationToken.None);
        return result;
    }

    /// <summary>A picture that never ends and says nothing of its length.</summary>
    private sealed class Endless : Stream
    {
        public long Told { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Told += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        private int Count(int count)
        {
            Told += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(count);
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
