using System.Security.Cryptography;
using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Packaging;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>Who lets which package file in, and that nothing of the others is taken for a package.</summary>
[Collection(ModulesCollection.Name)]
public sealed class PackageFileDeskTests : IDisposable
{
    private readonly TestFolders _folders = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        _folders.Dispose();
    }

    private string Plugins => Path.Combine(_folders.Data, "plugins");

    private string Public => $"Publisher: 测试发布者\n{_key.ExportSubjectPublicKeyInfoPem()}\n";

    private static async Task<PackageOffer> Upload(TestHost host, byte[] file, string name = "good-1.0.0.cpkg")
    {
        using var content = new MemoryStream(file);
        return await host.Get<PackageFileDesk>().Receive(name, content, null, CancellationToken.None);
    }

    private static Task<(string Id, string Key)> Accept(TestHost host, PackageOffer offer, bool agreed) => host.Get<PackageFileDesk>().Accept(offer.Id, agreed, "operator", CancellationToken.None);

    private static async Task<RefusalCode> Refused(Func<Task> act) => (await Assert.ThrowsAsync<PackageRefused>(act)).Refusal.Code;

    private void NothingLeft(TestHost host)
    {
        Assert.DoesNotContain(host.Store.All, package => package.Id == "good");
        Assert.False(Directory.Exists(Path.Combine(_folders.Data, "store", "good")));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_folders.Data, "incoming")));
    }

    [Fact]
    public async Task What_nobody_signed_comes_in_only_with_the_operator_s_yes_which_is_written_down()
    {
        await using var host = await TestHost.Start(_folders);
        var offer = await Upload(host, Parcel.Of("good-1").Build());
        var row = await host.Get<OfferShelf>().Row(offer, CancellationToken.None);
        Assert.Equal((SignatureState.Unsigned, OfferStep.New, true), (row.State, row.Step, row.NeedsYes));
        NothingLeft(host);
        Assert.Equal(RefusalCode.Unsigned, await Refused(() => Accept(host, offer, agreed: false)));
        NothingLeft(host);

        var (id, key) = await Accept(host, offer, agreed: true);
        Assert.Equal("good", id);
        Assert.Null(host.Store.Find(id, key)!.Problem);
        Assert.Empty(host.Get<PackageFileDesk>().Waiting);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folders.Data, "incoming")));
        await using var database = await host.Platforms();
        var decision = await database.Decisions.SingleAsync();
        Assert.Equal((offer.Sha256, "good", key, SignatureState.Unsigned, true, "operator"), (decision.Sha256, decision.Module, decision.Package, decision.State, decision.Agreed, decision.By));
        Assert.Equal(["refused", "done"], await database.OperatorLog.Where(line => line.Act.StartsWith("install-package")).OrderBy(line => line.At).Select(line => line.Outcome).ToListAsync());
    }

    [Fact]
    public async Task What_came_in_is_loaded_switched_on_and_still_there_after_a_start()
    {
        await using (var host = await TestHost.Start(_folders))
        {
            var (id, key) = await Accept(host, await Upload(host, Parcel.Of("good-1").Build()), agreed: true);
            await host.Desk.LoadNow(id, key, "test", CancellationToken.None);
            await host.Enable(id);
            Assert.Equal(200, await host.Status("/c/jia/good"));
            var newer = await Upload(host, Parcel.Of("good-2").Build(), "good-2.0.0.cpkg");
            var row = await host.Get<OfferShelf>().Row(newer, CancellationToken.None);
            Assert.Equal((OfferStep.Newer, "1.0.0", true), (row.Step, row.Here, row.Runs));
            Assert.Equal(["jia社区"], row.On);
            var (_, next) = await Accept(host, newer, agreed: true);
            await host.Desk.Replace(id, next, "test", CancellationToken.None);
            Assert.Equal("2.0.0", host.Board.For("jia", "good")!.Package.Version.ToString());
        }
        await using var after = await TestHost.Start(_folders);
        Assert.Equal(200, await after.Status("/c/jia/good"));
        Assert.Equal("2.0.0", after.Board.For("jia", "good")!.Package.Version.ToString());
    }

    [Fact]
    public async Task What_came_in_is_not_run_by_a_start()
    {
        await using (var host = await TestHost.Start(_folders)) await Accept(host, await Upload(host, Parcel.Of("good-1").Build()), agreed: true);
        await using var after = await TestHost.Start(_folders);
        Assert.Single(after.Store.Versions("good"));
        Assert.DoesNotContain(after.Board.Loaded, module => module.Id == "good");
    }

    [Fact]
    public async Task A_trusted_publisher_s_package_needs_no_yes_until_the_trust_ends()
    {
        await using var host = await TestHost.Start(_folders);
        var publishers = host.Get<PublisherBook>();
        var offer = await Upload(host, Parcel.Of("good-1").Build(_key));
        Assert.Equal((SignatureState.Unknown, "测试发布者"), await publishers.Judge(offer.Package!.Signature, CancellationToken.None));
        Assert.Equal(RefusalCode.PublisherUnknown, await Refused(() => Accept(host, offer, agreed: false)));

        await publishers.Trust(Public, "operator", CancellationToken.None);
        var (id, key) = await Accept(host, offer, agreed: false);
        Assert.NotNull(host.Store.Find(id, key));
        Assert.Equal("测试发布者", (await host.Get<PackageShelf>().Rows(CancellationToken.None)).Single(row => row.Id == "good").Versions.Single().Publisher);

        await publishers.Distrust(PublisherKey.Of("x", _key).KeyId, "operator", CancellationToken.None);
        var second = await Upload(host, Parcel.Of("good-2").Build(_key));
        Assert.Equal(RefusalCode.PublisherUnknown, await Refused(() => Accept(host, second, agreed: false)));
        await using var database = await host.Platforms();
        Assert.Equal(1, await database.OperatorLog.CountAsync(line => line.Act == "trust-publisher"));
        Assert.Equal(1, await database.OperatorLog.CountAsync(line => line.Act == "distrust-publisher"));
    }

    [Fact]
    public async Task A_broken_file_is_refused_whoever_agrees_and_not_kept()
    {
        await using var host = await TestHost.Start(_folders);
        await host.Get<PublisherBook>().Trust(Public, "operator", CancellationToken.None);
        var parcel = Parcel.Of("good-1");
        parcel.Resign = signature => signature with { Signature = Convert.ToBase64String(new byte[64]) };
        var offer = await Upload(host, parcel.Build(_key));
        Assert.Equal(RefusalCode.SignatureWrong, offer.Refusal!.Code);
        Assert.Equal(RefusalCode.NoPackageFile, await Refused(() => Accept(host, offer, agreed: true)));
        NothingLeft(host);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folders.Data, "incoming")));
    }

    [Fact]
    public async Task A_version_made_for_another_SDK_is_refused_at_the_door()
    {
        await using var host = await TestHost.Start(_folders);
        var offer = await Upload(host, Parcel.Of("good-1").Change("module.json", text => text.Replace("\"min\": \"1.0.0\"", "\"min\": \"1.5.0\"", StringComparison.Ordinal)).Build());
        Assert.Equal(RefusalCode.SdkRange, offer.Refusal!.Code);
        NothingLeft(host);
    }

    [Fact]
    public async Task An_upload_over_the_limit_is_cut_off()
    {
        await using var host = await TestHost.Start(_folders);
        using var endless = new Zeros();
        Assert.Equal(RefusalCode.FileTooLarge, await Refused(() => host.Get<PackageFileDesk>().Receive("big.cpkg", endless, null, CancellationToken.None)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folders.Data, "incoming")));
    }

    [Fact]
    public async Task A_file_that_changed_after_the_look_does_not_come_in()
    {
        await using var host = await TestHost.Start(_folders);
        var offer = await Upload(host, Parcel.Of("good-1").Build());
        await File.WriteAllBytesAsync(offer.Path, Parcel.Of("good-2").Build());
        Assert.Equal(RefusalCode.FileChanged, await Refused(() => Accept(host, offer, agreed: true)));
        NothingLeft(host);
    }

    [Fact]
    public async Task What_a_trusted_publisher_signed_is_taken_out_of_the_plugins_folder_by_itself()
    {
        await using var host = await TestHost.Start(_folders);
        await host.Get<PublisherBook>().Trust(Public, "operator", CancellationToken.None);
        await File.WriteAllBytesAsync(Path.Combine(Plugins, "good.cpkg"), Parcel.Of("good-1").Build(_key));
        await Eventually.True(() => host.Store.Versions("good").Any(), "the dropped package is in the store");
        await Eventually.True(() => !File.Exists(Path.Combine(Plugins, "good.cpkg")), "the file is taken out");
        await Eventually.True(() => host.Get<PackageFileDesk>().Waiting.Count == 0, "nothing waits any more");
        await using var database = await host.Platforms();
        Assert.Equal(PackageFileDesk.FolderBy, (await database.Decisions.SingleAsync()).By);
    }

    [Fact]
    public async Task Dropped_files_wait_for_the_yes_or_say_why_they_are_refused()
    {
        await using var host = await TestHost.Start(_folders);
        var desk = host.Get<PackageFileDesk>();
        await File.WriteAllBytesAsync(Path.Combine(Plugins, "unsigned.cpkg"), Parcel.Of("good-1").Build());
        await File.WriteAllTextAsync(Path.Combine(Plugins, "broken.cpkg"), "no package at all, though it is called one");
        await Eventually.True(() => desk.Waiting.Count == 2, "both files are seen");
        Assert.Equal(RefusalCode.NotPackageFile, desk.Waiting.Single(offer => offer.FileName == "broken.cpkg").Refusal!.Code);
        NothingLeft(host);

        var offer = desk.Waiting.Single(offer => offer.FileName == "unsigned.cpkg");
        await Accept(host, offer, agreed: true);
        Assert.False(File.Exists(offer.Path));
        Assert.Single(host.Store.Versions("good"));
        await desk.Dismiss(desk.Waiting.Single().Id, "operator", CancellationToken.None);
        Assert.Empty(Directory.EnumerateFiles(Plugins));
        Assert.Empty(desk.Waiting);
    }

    [Fact]
    public async Task A_publisher_trusted_later_lets_its_waiting_file_in()
    {
        await using var host = await TestHost.Start(_folders);
        await File.WriteAllBytesAsync(Path.Combine(Plugins, "good.cpkg"), Parcel.Of("good-1").Build(_key));
        await Eventually.True(() => host.Get<PackageFileDesk>().Waiting.Count == 1, "the file waits");
        Assert.Empty(host.Store.Versions("good"));
        await host.Get<PublisherBook>().Trust(Public, "operator", CancellationToken.None);
        await Eventually.True(() => host.Store.Versions("good").Any(), "the file is taken");
    }

    [Fact]
    public async Task What_a_crash_left_half_unpacked_is_no_package_and_is_cleared_away()
    {
        var half = Path.Combine(_folders.Data, "incoming", Guid.NewGuid().ToString("N"));
        TestFolders.Copy(TestFolders.Built("good-1"), half);
        await File.WriteAllBytesAsync(half + ".cpkg", Parcel.Of("good-1").Build());
        await using var host = await TestHost.Start(_folders);
        Assert.DoesNotContain(host.Store.All, package => package.Id == "good");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folders.Data, "incoming")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Publisher: Name only")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    [InlineData("Publisher: Bad key\n-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public async Task What_is_no_publisher_s_file_is_not_put_on_the_list(string text)
    {
        await using var host = await TestHost.Start(_folders);
        var refused = await Assert.ThrowsAsync<SwitchRefused>(() => host.Get<PublisherBook>().Trust(text, "operator", CancellationToken.None));
        Assert.Equal(RefusalCode.NoPublisherFile, refused.Refusal.Code);
        Assert.Empty(await host.Get<PublisherBook>().All(CancellationToken.None));
    }

    [Fact]
    public async Task A_private_key_is_not_put_on_the_list_either()
    {
        await using var host = await TestHost.Start(_folders);
        var refused = await Assert.ThrowsAsync<SwitchRefused>(() => host.Get<PublisherBook>().Trust($"Publisher: x\n{_key.ExportPkcs8PrivateKeyPem()}", "operator", CancellationToken.None));
        Assert.Contains("private", refused.Refusal.English, StringComparison.Ordinal);
    }

    /// <summary>An upload that never ends.</summary>
    private sealed class Zeros : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => 0; set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => count;
        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
