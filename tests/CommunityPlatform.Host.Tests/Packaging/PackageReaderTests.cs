using System.Security.Cryptography;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Packaging;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>Whatever is wrong with a package file is refused with a code, and leaves nothing behind, inside or outside.</summary>
public sealed class PackageReaderTests : IDisposable
{
    private static readonly PackageLimits Small = new(4 * 1024 * 1024, 2 * 1024 * 1024, 40);

    private readonly string _root = Directory.CreateTempSubdirectory("cp-reader-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Folder => Path.Combine(_root, "inside", "package");

    private UnpackedPackage Read(byte[] file, PackageLimits? limits = null)
    {
        using var stream = new MemoryStream(file);
        return PackageReader.Unpack(stream, "small.cpkg", Folder, limits ?? PackageLimits.Default);
    }

    private ModuleRefusal Refused(RefusalCode code, byte[] file, PackageLimits? limits = null)
    {
        var refused = Assert.Throws<PackageRefused>(() => Read(file, limits)).Refusal;
        Assert.True(code == refused.Code, $"{refused.Code}: {refused.English}");
        Assert.False(Directory.Exists(Folder), "Something was left of a refused package.");
        Assert.Empty(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
        return refused;
    }

    [Fact]
    public void A_whole_package_unpacks_to_the_files_it_lists()
    {
        var unpacked = Read(Parcel.Small().Build());
        Assert.Equal(("small", "1.0.0", 3), (unpacked.Manifest.Id, unpacked.Manifest.Version, unpacked.Files));
        Assert.Null(unpacked.Signature);
        Assert.Equal("a{}", File.ReadAllText(Path.Combine(Folder, "wwwroot", "a.css")));
        Assert.Equal(4, Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public void The_writer_s_packages_are_read_and_the_same_folder_gives_the_same_bytes()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, "laid-out")).FullName;
        foreach (var (name, content) in Parcel.Small().Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
        byte[] Write()
        {
            using var into = new MemoryStream();
            PackageWriter.Write(folder, into);
            return into.ToArray();
        }
        Assert.Equal(Write(), Write());
        Assert.Equal("small", Read(Write()).Manifest.Id);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("..")]
    [InlineData("/etc/evil.txt")]
    [InlineData("C:/evil.txt")]
    [InlineData("c:evil.txt")]
    [InlineData("a.txt:stream")]
    [InlineData("a\\..\\evil.txt")]
    [InlineData("\\\\server\\share\\evil.txt")]
    [InlineData("a//evil.txt")]
    [InlineData("./evil.txt")]
    [InlineData("a/./evil.txt")]
    public void A_name_that_leads_out_is_refused(string name) => Refused(RefusalCode.PathEscapes, Parcel.Small().With(name).Build());

    [Fact]
    public void A_folder_s_name_that_leads_out_is_refused() => Refused(RefusalCode.PathEscapes, Unlisted("../evil/", [], 0x41ED << 16));

    [Theory]
    [InlineData("NUL")]
    [InlineData("con.txt")]
    [InlineData("wwwroot/Aux.css")]
    [InlineData("lpt1/a.txt")]
    [InlineData("COM\u00b9.txt")]
    [InlineData("conin$")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("b./a.txt")]
    [InlineData("a|b")]
    [InlineData("a?b")]
    [InlineData("a\u0001b")]
    [InlineData("a\nb")]
    public void A_name_that_some_systems_cannot_hold_is_refused(string name) => Refused(RefusalCode.NameReserved, Parcel.Small().With(name).Build());

    [Fact]
    public void A_name_that_is_no_UTF_8_is_refused()
    {
        var zip = Parcel.Small().With("abcd").Build();
        zip[Parcel.Local(zip, "abcd") + 31] = zip[Parcel.Central(zip, "abcd") + 47] = 0xff;
        Refused(RefusalCode.NameReserved, zip);
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused() => Refused(RefusalCode.PathTooLong, Parcel.Small().With(string.Join('/', Enumerable.Repeat("abcdefgh", 20))).Build());

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x21B6)]
    [InlineData(0x11B6)]
    [InlineData(0x41ED)]
    public void A_link_or_a_device_is_refused(int mode) => Refused(RefusalCode.EntryNoFile, Unlisted("wwwroot/link", "/etc/passwd"u8.ToArray(), mode << 16));

    [Theory]
    [InlineData("a.txt", "A.TXT")]
    [InlineData("Straße.txt", "STRAßE.txt")]
    [InlineData("caf\u00e9.txt", "cafe\u0301.txt")]
    [InlineData("b/a.txt", "B/c.txt")]
    [InlineData("c", "c/a.txt")]
    public void Names_that_some_systems_take_for_one_are_refused(string one, string other) => Refused(RefusalCode.NamesClash, Parcel.Small().With(one).With(other).Build());

    [Fact]
    public void A_name_that_stands_twice_in_the_file_is_refused() => Refused(RefusalCode.NameTwice, Unlisted("Small.dll", [6, 6, 6]));

    [Fact]
    public void A_name_that_stands_twice_in_the_list_is_refused()
    {
        var parcel = Parcel.Small();
        parcel.Relist = contents => contents with { Files = [.. contents.Files, contents.Files[1]] };
        Refused(RefusalCode.NameTwice, parcel.Build());
    }

    [Fact]
    public void What_is_packed_too_tightly_is_refused_unread() => Refused(RefusalCode.PackedTooTight, Parcel.Small().With("zeros.bin", new byte[30 * 1024 * 1024]).Build());

    [Fact]
    public void What_would_be_too_large_is_refused_unread()
    {
        var parcel = Parcel.Small();
        for (var i = 0; i < 3; i++) parcel.With($"{i}.bin", new byte[1024 * 1024]);
        Refused(RefusalCode.UnpacksTooLarge, parcel.Build(), Small);
    }

    [Fact]
    public void Too_many_entries_are_refused()
    {
        var parcel = Parcel.Small();
        for (var i = 0; i < 40; i++) parcel.With($"{i}.txt");
        Refused(RefusalCode.TooManyEntries, parcel.Build(), Small);
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_unread() => Refused(RefusalCode.FileTooLarge, new byte[5 * 1024 * 1024], Small);

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public void A_header_that_lies_about_the_length_is_refused(int length)
    {
        var parcel = Parcel.Small().With("text.txt", new byte[2000]);
        parcel.Relist = contents => contents with { Files = [.. contents.Files.Select(file => file.Path == "text.txt" ? file with { Length = length } : file)] };
        var zip = parcel.Build();
        BitConverter.GetBytes(length).CopyTo(zip, Parcel.Central(zip, "text.txt") + 24);
        BitConverter.GetBytes(length).CopyTo(zip, Parcel.Local(zip, "text.txt") + 22);
        Refused(RefusalCode.LyingHeader, zip);
    }

    [Fact]
    public void Two_headers_that_say_different_things_are_refused()
    {
        var zip = Parcel.Small().With("one.txt").Build();
        "two.txt"u8.CopyTo(zip.AsSpan(Parcel.Local(zip, "one.txt") + 30));
        Refused(RefusalCode.LyingHeader, zip);
    }

    [Fact]
    public void Entries_over_the_same_bytes_are_refused()
    {
        var zip = Parcel.Small().With("a.txt").With("b.txt").Build();
        var (a, b) = (Parcel.Local(zip, "a.txt"), Parcel.Central(zip, "b.txt"));
        BitConverter.GetBytes(a).CopyTo(zip, b + 42);
        "b.txt"u8.CopyTo(zip.AsSpan(a + 30));
        "b.txt"u8.CopyTo(zip.AsSpan(Parcel.Central(zip, "a.txt") + 46));
        Refused(RefusalCode.NameTwice, zip);
        "a.txt"u8.CopyTo(zip.AsSpan(Parcel.Central(zip, "b.txt") + 46));
        Refused(RefusalCode.LyingHeader, zip);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(10, 12)]
    public void What_is_encrypted_or_packed_in_a_rare_way_is_refused(int field, byte value)
    {
        var zip = Parcel.Small().Build();
        zip[Parcel.Central(zip, "Small.dll") + field] = value;
        Refused(RefusalCode.EntryUnreadable, zip);
    }

    [Fact]
    public void A_changed_file_is_refused()
    {
        var parcel = Parcel.Small();
        parcel.Relist = contents => contents with { Files = [.. contents.Files.Select(file => file.Path == "Small.dll" ? file with { Sha256 = new string('0', 64) } : file)] };
        Assert.Contains("Small.dll", Refused(RefusalCode.HashWrong, parcel.Build()).English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_listed_is_refused() => Refused(RefusalCode.FileNotListed, Unlisted("Later.dll", [6, 6, 6]));

    [Fact]
    public void A_listed_file_that_is_not_there_is_refused()
    {
        var parcel = Parcel.Small();
        parcel.Withheld.Add("Small.dll");
        Refused(RefusalCode.FileMissing, parcel.Build());
    }

    [Fact]
    public void A_cut_off_file_is_refused_wherever_it_was_cut()
    {
        var zip = Parcel.Small().Build();
        for (var length = 4; length < zip.Length; length += 7) Refused(RefusalCode.FileCutOff, zip[..length]);
    }

    [Fact]
    public void Something_behind_the_file_is_refused() => Refused(RefusalCode.FileCutOff, [.. Parcel.Small().Build(), 0]);

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("%PDF-1.7 this is a whole other kind of file")]
    public void What_is_no_zip_is_refused(string text) => Refused(RefusalCode.NotPackageFile, System.Text.Encoding.ASCII.GetBytes(text));

    [Fact]
    public void A_zip_in_the_package_is_data()
    {
        Read(Parcel.Small().With("wwwroot/inner.zip", Parcel.Zip(("../../evil.txt", [1]))).Build());
        Assert.True(File.Exists(Path.Combine(Folder, "wwwroot", "inner.zip")));
        Assert.False(File.Exists(Path.Combine(_root, "evil.txt")));
    }

    [Fact]
    public void A_package_without_its_list_is_refused()
    {
        var parcel = Parcel.Small();
        parcel.Listed = false;
        Refused(RefusalCode.ListMissing, parcel.Build());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"format\":1,\"id\":\"small\",\"version\":\"1.0.0\",\"files\":[null]}")]
    [InlineData("{\"format\":1,\"id\":\"small\",\"version\":\"1.0.0\",\"files\":[{\"path\":null,\"length\":1,\"sha256\":\"\"}]}")]
    [InlineData("{\"format\":2,\"id\":\"small\",\"version\":\"1.0.0\",\"files\":[]}")]
    [InlineData("{\"format\":1,\"id\":\"small\",\"version\":\"1.0.0\"}")]
    [InlineData("{\"format\":1,\"format\":1,\"id\":\"small\",\"version\":\"1.0.0\",\"files\":[]}")]
    public void A_list_that_is_none_is_refused(string list)
    {
        var parcel = Parcel.Small();
        parcel.RawList = System.Text.Encoding.UTF8.GetBytes(list);
        Refused(RefusalCode.ListUnreadable, parcel.Build());
    }

    [Theory]
    [InlineData("other", "1.0.0")]
    [InlineData("small", "1.0.1")]
    public void A_list_of_another_package_is_refused(string id, string version)
    {
        var parcel = Parcel.Small();
        parcel.Relist = contents => contents with { Id = id, Version = version };
        Refused(RefusalCode.ListOfAnother, parcel.Build());
    }

    [Theory]
    [InlineData("../small", "1.0.0")]
    [InlineData("small", "1.0.0/../..")]
    public void An_id_or_version_that_is_no_name_is_refused(string id, string version) => Refused(RefusalCode.Manifest, Parcel.Small().With("module.json", Parcel.Manifest(id, version)).Build());

    [Fact]
    public void A_package_without_module_json_is_refused()
    {
        var parcel = Parcel.Small();
        parcel.Withheld.Add("module.json");
        parcel.Relist = contents => contents with { Files = [.. contents.Files.Where(file => file.Path != "module.json")] };
        Refused(RefusalCode.Manifest, parcel.Build());
    }

    [Fact]
    public void A_fitting_signature_names_its_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = Read(Parcel.Small().Build(key)).Signature!;
        Assert.Equal(PublisherKey.Of("x", key).KeyId, signature.KeyId);
        Assert.True(File.Exists(Path.Combine(Folder, PackageSignature.FileName)));
    }

    [Fact]
    public void A_signature_under_other_contents_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var other = PackageSignature.Make("other contents"u8.ToArray(), "x", key);
        Broken(key, signature => signature with { Signature = other.Signature });
    }

    [Fact]
    public void A_signature_that_borrows_another_s_key_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var trusted = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var borrowed = PublisherKey.Of("x", trusted);
        Broken(key, signature => signature with { KeyId = borrowed.KeyId });
        Broken(key, signature => signature with { KeyId = borrowed.KeyId, PublicKey = borrowed.PublicKey });
        Broken(key, signature => signature with { Signature = "no base64!" });
        Broken(key, signature => signature with { PublicKey = Convert.ToBase64String([1, 2, 3]) });
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Broken(larger, signature => signature);
    }

    [Fact]
    public void A_signature_that_is_none_is_refused() =>
        Refused(RefusalCode.SignatureUnreadable, Unlisted(PackageSignature.FileName, "{}"u8.ToArray()));

    private void Broken(ECDsa key, Func<PackageSignature, PackageSignature> change)
    {
        var parcel = Parcel.Small();
        parcel.Resign = change;
        Refused(RefusalCode.SignatureWrong, parcel.Build(key));
    }

    private static byte[] Unlisted(string name, byte[] content, int attributes = Parcel.Regular)
    {
        var parcel = Parcel.Small();
        parcel.Unlisted.Add((name, content, attributes));
        return parcel.Build();
    }
}
