using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Sdk.Manifest;
using FsCheck;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>Whatever bytes come: the readers answer with a package or a refusal, and write nowhere but into their folder.</summary>
public sealed class PackageFuzzTests : IDisposable
{
    private static readonly PackageLimits Limits = new(4 * 1024 * 1024, 4 * 1024 * 1024, 200);

    private static readonly byte[] Telling = [0, 0xff, 0x50, 0x4b, (byte)'/', (byte)'.', (byte)'\\', (byte)'"'];
    private static readonly string[] NameParts =
        ["..", ".", "/", "\\", "a", "A", "NUL", "com1", ":", "C:", "~", "$HOME", "%TEMP%", " ", "\u202e", "\ud83d\ude00", "e\u0301", "\u00e9", "\ufffe", "\0", "\n", "\u597d"];

    private static readonly string[] Swapped = ["\"1.0.0\"", "\"2.0.0\"", "\"good\"", "[", "{", "}", "]", "\"Good.dll\"", "\"/good\"", "\"good.see\"", "\"worker\"", ":"];
    private static readonly string[] SwappedFor =
        ["null", "[null", "{", "[[", "\"\\ud800\"", "1e999", "\"../x\"", "\"good\\n\"", "", "\"99999999999999999999.0.0\"", "[{\"id\":null}", "{\"zh\":null}", "true"];

    private readonly string _root = Directory.CreateTempSubdirectory("cp-fuzz-").FullName;
    private readonly byte[] _whole;
    private readonly byte[] _signed;

    public PackageFuzzTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _whole = Parcel.Small().With("wwwroot/b.txt", Encoding.UTF8.GetBytes(new string('b', 500))).Build();
        _signed = Parcel.Small().Build(key);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Random_bytes_are_refused() => Prop.ForAll(Arb.From<byte[]>(), bytes => !Unpacks(bytes)).Check(Throwing());

    [Fact]
    public void Random_bytes_behind_a_zip_s_mark_are_refused() =>
        Prop.ForAll(Arb.From<byte[]>(), bytes => !Unpacks([0x50, 0x4b, 3, 4, .. bytes, 0x50, 0x4b, 5, 6, .. new byte[18]])).Check(Throwing());

    [Fact]
    public void A_whole_package_with_changed_bytes_is_a_package_or_refused() => Prop.ForAll(Changes(_whole.Length), changes => Answers(Changed(_whole, changes))).Check(Throwing());

    [Fact]
    public void A_signed_package_with_changed_bytes_is_a_package_or_refused() => Prop.ForAll(Changes(_signed.Length), changes => Answers(Changed(_signed, changes))).Check(Throwing());

    [Fact]
    public void A_package_cut_and_put_together_anew_is_a_package_or_refused() =>
        Prop.ForAll(Gen.Choose(0, _whole.Length).Three().ToArbitrary(), cut => Answers([.. _whole[..cut.Item1], .. _whole[Math.Min(cut.Item2, cut.Item3)..Math.Max(cut.Item2, cut.Item3)], .. _whole[cut.Item1..]])).Check(Throwing());

    [Fact]
    public void Any_entry_names_are_unpacked_inside_or_refused() =>
        Prop.ForAll(Names(), names => Answers(Named(names))).Check(Throwing());

    [Fact]
    public void Any_list_of_contents_is_read_or_refused()
    {
        var list = Encoding.UTF8.GetString(new Small().List);
        Prop.ForAll(Changes(list.Length), changes => Answers(new Small { Raw = Changed(Encoding.UTF8.GetBytes(list), changes) }.Build())).Check(Throwing());
    }

    [Fact]
    public void Any_manifest_is_read_or_has_faults()
    {
        var whole = File.ReadAllBytes(Path.Combine(CommunityPlatform.Testing.TestFolders.Built("good-1"), "module.json"));
        var file = Path.Combine(_root, "module.json");
        Prop.ForAll(Changes(whole.Length), changes => Reads(file, Changed(whole, changes))).Check(Throwing());
        Prop.ForAll(Arb.From<byte[]>(), bytes => Reads(file, bytes)).Check(Throwing());
        Prop.ForAll(Swaps(), swap => Reads(file, Encoding.UTF8.GetBytes(swap.Aggregate(Encoding.UTF8.GetString(whole), (text, one) => text.Replace(one.From, one.To, StringComparison.Ordinal))))).Check(Throwing());
    }

    private static bool Reads(string file, byte[] content)
    {
        File.WriteAllBytes(file, content);
        var manifest = ManifestReader.Read(file, out var faults);
        return manifest is not null || faults.Count > 0;
    }

    /// <summary>Whether it is taken for a package; anything but a package or a refusal goes through and fails the test.</summary>
    private bool Unpacks(byte[] bytes)
    {
        var inside = Path.Combine(_root, "deep", "inside", "package");
        try
        {
            using var file = new MemoryStream(bytes);
            PackageReader.Unpack(file, "fuzz.cpkg", inside, Limits);
            Directory.Delete(inside, recursive: true);
            return true;
        }
        catch (PackageRefused refused)
        {
            Assert.NotEmpty(refused.Refusal.English);
            Assert.False(Directory.Exists(inside));
            return false;
        }
        finally
        {
            Assert.Empty(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
        }
    }

    private bool Answers(byte[] bytes)
    {
        Unpacks(bytes);
        return true;
    }

    private static Configuration Throwing()
    {
        var many = Configuration.QuickThrowOnFailure;
        (many.MaxNbOfTest, many.EndSize, many.QuietOnSuccess) = (1000, 300, true);
        return many;
    }

    /// <summary>A few bytes somewhere, one in eight of them a byte that means something to a zip.</summary>
    private static Arbitrary<(int At, byte Value)[]> Changes(int length) =>
        (from at in Gen.Choose(0, length - 1)
         from plain in Gen.Choose(0, 255)
         from telling in Gen.Elements(Telling)
         from which in Gen.Choose(0, 7)
         select (at, which == 0 ? telling : (byte)plain)).ArrayOf().Resize(11).Where(changes => changes.Length is > 0 and < 12).ToArbitrary();

    private static byte[] Changed(byte[] whole, (int At, byte Value)[] changes)
    {
        var bytes = (byte[])whole.Clone();
        foreach (var (at, value) in changes) bytes[at] = value;
        return bytes;
    }

    private static Arbitrary<string[]> Names() =>
        Gen.Elements(NameParts).ArrayOf().Resize(12).Select(parts => string.Concat(parts)).Where(name => name.Length is > 0 and < 300).ArrayOf().Resize(12).Where(names => names.Length is > 0 and < 8).ToArbitrary();

    private static byte[] Named(string[] names)
    {
        var parcel = Parcel.Small();
        foreach (var name in names) parcel.With(name);
        return parcel.Build();
    }

    private static Arbitrary<(string From, string To)[]> Swaps() =>
        (from text in Gen.Elements(Swapped)
         from other in Gen.Elements(SwappedFor)
         select (text, other)).ArrayOf().Resize(8).Where(swaps => swaps.Length is > 0 and < 4).ToArbitrary();

    /// <summary>A small package with a list of its own.</summary>
    private sealed class Small
    {
        public byte[]? Raw { get; init; }

        public byte[] List { get; } = "{ \"format\": 1, \"id\": \"small\", \"version\": \"1.0.0\", \"files\": [ { \"path\": \"Small.dll\", \"length\": 3, \"sha256\": \"00\" }, { \"path\": \"module.json\", \"length\": 4, \"sha256\": \"00\" } ] }"u8.ToArray();

        public byte[] Build()
        {
            var parcel = Parcel.Small();
            parcel.RawList = Raw;
            return parcel.Build();
        }
    }
}
