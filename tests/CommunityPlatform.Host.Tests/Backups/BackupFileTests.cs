using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Backups;

namespace CommunityPlatform.Host.Tests.Backups;

/// <summary>The sealed file itself: what was put in comes out, and nothing else ever does.</summary>
public sealed class BackupFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cp-bak-").FullName;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly RecoveryKey _recovery = RecoveryKey.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private string Make(string passphrase = "twelve letters and more", int size = 3 * Frames.Size / 2)
    {
        var content = new byte[size];
        new Random(7).NextBytes(content);
        File.WriteAllBytes(At("large"), content);
        File.WriteAllText(At("small"), "四季常青");
        var header = new BackupHeader(BackupHeader.OurFormat, "1.0.0", [], new(2026, 11, 22), null, [RecoveryKey.Wrap(_recovery.Public, _key), KeySlot.Of(passphrase, _key)]);
        var path = At($"{Guid.NewGuid():N}.cpbak");
        BackupFile.Write(path, header, _key, [("a/large", At("large")), ("small", At("small")), ("gone", At("never there"))], kept => new([], new Dictionary<string, long>(), kept), _ => { }, CancellationToken.None);
        return path;
    }

    private BackupHeader Unpack(string path, string typed, out string folder)
    {
        folder = At("out-" + Guid.NewGuid().ToString("N"));
        return BackupFile.Unpack(path, header => header.Unlock(typed, "x"), folder, _ => { }, CancellationToken.None);
    }

    private BackupReason Refused(string path, string? typed = null) => Assert.Throws<BackupRefused>(() => Unpack(path, typed ?? _recovery.Text, out _)).Reason;

    [Fact]
    public void Both_keys_open_it_and_everything_is_there()
    {
        var path = Make();
        foreach (var typed in (string[])[_recovery.Text, _recovery.Text.ToLowerInvariant().Replace('-', ' ').Replace('0', 'O'), " twelve letters and more "])
        {
            Unpack(path, typed, out var folder);
            Assert.Equal(File.ReadAllBytes(At("large")), File.ReadAllBytes(Path.Combine(folder, "a", "large")));
            Assert.Equal("四季常青", File.ReadAllText(Path.Combine(folder, "small")));
            Assert.Equal(["a/large", "small"], BackupContents.Read(folder).Files.Select(file => file.Path));
        }
        Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes("四季常青")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        var path = Make();
        Assert.Equal(BackupReason.WrongKey, Refused(path, RecoveryKey.New().Text));
        Assert.Equal(BackupReason.WrongKey, Refused(path, "twelve letters and less"));
        Assert.Equal(BackupReason.WrongKey, Refused(path, ""));
        var typed = _recovery.Text.ToCharArray();
        typed[3] = typed[3] == 'A' ? 'B' : 'A';
        Assert.Equal(BackupReason.KeyMistyped, Refused(path, new string(typed)));
    }

    [Fact]
    public void Cut_off_anywhere_it_is_refused()
    {
        var path = Make(size: 5000);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length += length < 64 ? 1 : 97)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(Refused(path), new[] { BackupReason.CutOff, BackupReason.NoBackup, BackupReason.Changed });
        }
        // Cut between two frames: all that is there is genuine.
        var two = Make();
        var bytes = File.ReadAllBytes(two);
        var header = 12 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8));
        File.WriteAllBytes(two, bytes[..(header + 4 + Frames.Size + Frames.Tag)]);
        Assert.Equal(BackupReason.CutOff, Refused(two));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var path = Make(size: 3000);
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at += at < 1200 ? 11 : 53)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.NotEqual(BackupReason.Failed, Refused(path));
        }
        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Equal(BackupReason.Changed, Refused(path));
    }

    [Fact]
    public void A_newer_form_is_named_as_such()
    {
        var path = At("new.cpbak");
        using (var file = File.Create(path)) new BackupHeader(BackupHeader.OurFormat + 1, "9.0.0", [], default, null, []).WriteTo(file);
        Assert.Equal(BackupReason.NewerVersion, Refused(path));
        var later = new BackupHeader(BackupHeader.OurFormat, "9.0.0", [.. BackupMaker.Migrations, "20991231000000_Later"], default, null, []);
        Assert.Equal(BackupReason.NewerVersion, Assert.Throws<BackupRefused>(() => BackupCheck.RefuseNewer(later)).Reason);
    }

    [Fact]
    public void A_file_that_leads_out_of_the_folder_is_not_written()
    {
        var header = new BackupHeader(BackupHeader.OurFormat, "1.0.0", [], default, null, [RecoveryKey.Wrap(_recovery.Public, _key)]);
        File.WriteAllText(At("small"), "x");
        BackupFile.Write(At("bad.cpbak"), header, _key, [("../outside", At("small"))], kept => new([], new Dictionary<string, long>(), kept), _ => { }, CancellationToken.None);
        Assert.Equal(BackupReason.Changed, Refused(At("bad.cpbak")));
        Assert.False(File.Exists(At("outside")));
    }

    [Fact]
    public void What_fails_leaves_no_file_behind()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var header = new BackupHeader(BackupHeader.OurFormat, "1.0.0", [], default, null, []);
        File.WriteAllText(At("small"), "x");
        Assert.ThrowsAny<OperationCanceledException>(() => BackupFile.Write(At("never.cpbak"), header, _key, [("small", At("small"))], kept => new([], new Dictionary<string, long>(), kept), _ => { }, stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_folder, "never*"));
    }

    [Fact]
    public void A_short_passphrase_is_refused() => Assert.Equal(BackupReason.PassphraseShort, Assert.Throws<BackupRefused>(() => KeySlot.Of("eleven chars"[..11], _key)).Reason);
}
