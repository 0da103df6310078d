using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Pack;
using CommunityPlatform.Packaging;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>What an author's command writes is what the host reads.</summary>
public sealed class PackCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cp-pack-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string At(params string[] parts) => Path.Combine([_root, .. parts]);

    private UnpackedPackage Read(string file)
    {
        using var stream = File.OpenRead(file);
        return PackageReader.Unpack(stream, Path.GetFileName(file), At("unpacked"), PackageLimits.Default);
    }

    [Fact]
    public void A_packed_module_is_read_without_a_problem()
    {
        Assert.Equal(0, Commands.Run(["pack", TestFolders.Built("good-1"), At("out")]));
        var unpacked = Read(At("out", "good-1.0.0.cpkg"));
        Assert.Null(unpacked.Signature);
        Assert.Null(PackageInspector.Problem(unpacked.Manifest, unpacked.Folder));
    }

    [Fact]
    public void Packed_with_a_key_it_carries_its_publisher_s_signature()
    {
        Assert.Equal(0, Commands.Run(["make-publisher-key", "梧桐工作室", At("keys")]));
        Assert.Equal(0, Commands.Run(["pack", TestFolders.Built("good-1"), At("out"), At("keys", "publisher.private.pem")]));
        var known = PublisherKey.ReadPublic(File.ReadAllText(At("keys", "publisher.public.pem")));
        var signature = Read(At("out", "good-1.0.0.cpkg")).Signature!;
        Assert.Equal(("梧桐工作室", known.KeyId, known.PublicKey), (signature.Publisher, signature.KeyId, signature.PublicKey));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("keys", "publisher.private.pem")));
    }

    [Fact]
    public void A_key_is_never_written_over()
    {
        Assert.Equal(0, Commands.Run(["make-publisher-key", "x", At("keys")]));
        var before = File.ReadAllText(At("keys", "publisher.private.pem"));
        Assert.Equal(1, Commands.Run(["make-publisher-key", "x", At("keys")]));
        Assert.Equal(before, File.ReadAllText(At("keys", "publisher.private.pem")));
    }

    [Theory]
    [InlineData("pack", "nowhere", "out")]
    [InlineData("make-publisher-key", " ", "keys")]
    [InlineData("make-publisher-key", "two\nlines", "keys")]
    public void What_cannot_be_done_ends_with_a_code(string act, string first, string second)
    {
        Assert.Equal(1, Commands.Run([act, act == "pack" ? At(first) : first, At(second)]));
        Assert.Equal(2, Commands.Run([act]));
        Assert.False(File.Exists(At("keys", "publisher.private.pem")));
    }
}
