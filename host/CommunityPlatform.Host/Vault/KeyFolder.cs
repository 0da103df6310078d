using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CommunityPlatform.Host.Vault;

/// <summary>A key that is needed is not in the folder of keys.</summary>
internal sealed class KeyMissingException(string message) : CryptographicException(message);

/// <summary>
/// The folder of keys, outside of every database: one master key and, sealed with it, a ring of keys a community. Whoever has a
/// database without this folder reads no sealed text; whoever loses the folder reads none either, so it is backed up apart.
/// </summary>
internal sealed class KeyFolder(PlatformOptions options, TimeProvider clock)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // As long as another process of the house may go on sealing with a key that was turned away from.
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (KeyRing Ring, DateTime Written, long Looked)> _rings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private byte[]? _master;

    private string MasterFile => Path.Combine(options.Keys, "master.key");

    private string FileOf(string community) => Path.Combine(options.Keys, "communities", community + ".json");

    /// <summary>A community's ring, made at its first use. One that another process has turned is read again within a second.</summary>
    public KeyRing Of(string community)
    {
        if (_rings.TryGetValue(community, out var known))
        {
            if (clock.GetElapsedTime(known.Looked) < Stale) return known.Ring;
            if (File.GetLastWriteTimeUtc(FileOf(community)) == known.Written)
            {
                _rings[community] = known with { Looked = clock.GetTimestamp() };
                return known.Ring;
            }
        }
        lock (_lock) return Known(community, Read(community) ?? Made(community));
    }

    /// <summary>The ring, or null where nothing was ever sealed.</summary>
    public KeyRing? Find(string community) => File.Exists(FileOf(community)) ? Of(community) : null;

    /// <summary>Puts a ring that was brought from elsewhere; the one that is there is kept beside.</summary>
    public void Put(string community, KeyRing ring)
    {
        lock (_lock)
        {
            if (File.Exists(FileOf(community))) File.Move(FileOf(community), $"{FileOf(community)}.before-{clock.GetUtcNow():yyyyMMddHHmmss}");
            Write(community, ring, FileMode.CreateNew);
            Known(community, ring);
        }
    }

    private KeyRing Known(string community, KeyRing ring)
    {
        _rings[community] = (ring, File.GetLastWriteTimeUtc(FileOf(community)), clock.GetTimestamp());
        return ring;
    }

    /// <summary>The key of a sealed text. Another process may have turned the ring since it was read: then it is read again.</summary>
    /// <exception cref="KeyMissingException">It is not in the folder.</exception>
    public byte[] Key(string community, uint id)
    {
        if (Of(community).Keys.TryGetValue(id, out var key)) return key;
        lock (_lock)
        {
            if (Read(community) is { } again && Known(community, again).Keys.TryGetValue(id, out key)) return key;
        }
        throw new KeyMissingException($"Key {id:x8} of community '{community}' is not in {options.Keys}. Bring back the folder of keys that belongs to these data.");
    }

    /// <summary>Puts a new key in front; texts sealed before still open.</summary>
    public KeyRing Turn(string community) => Change(community, ring => ring.Turned());

    /// <summary>Forgets the keys that no text is sealed with any more.</summary>
    public KeyRing DropOld(string community) => Change(community, ring => ring.OnlyCurrent());

    private KeyRing Change(string community, Func<KeyRing, KeyRing> change)
    {
        lock (_lock)
        {
            var ring = change(Read(community) ?? Made(community));
            Write(community, ring, FileMode.Create);
            return Known(community, ring);
        }
    }

    private KeyRing Made(string community)
    {
        var ring = KeyRing.New();
        try
        {
            Write(community, ring, FileMode.CreateNew);
            return ring;
        }
        catch (IOException) when (File.Exists(FileOf(community)))
        {
            // Another process of this house was faster.
            return Read(community)!;
        }
    }

    private KeyRing? Read(string community)
    {
        if (!File.Exists(FileOf(community))) return null;
        var file = JsonSerializer.Deserialize<RingFile>(File.ReadAllText(FileOf(community)), JsonSerializerOptions.Web)
            ?? throw new KeyMissingException($"{FileOf(community)} is empty. Bring it back from the backup of the keys.");
        return new(Id(file.Current), file.Keys.ToDictionary(key => Id(key.Id), key => Unwrapped(community, key.Id, key.Key)), Unwrapped(community, "index", file.Index))
        {
            OldIndexKeys = [.. (file.OldIndexes ?? []).Select(index => Unwrapped(community, "index", index))],
        };
    }

    private void Write(string community, KeyRing ring, FileMode mode)
    {
        var made = clock.GetUtcNow().UtcDateTime;
        var before = mode == FileMode.Create && File.Exists(FileOf(community))
            ? JsonSerializer.Deserialize<RingFile>(File.ReadAllText(FileOf(community)), JsonSerializerOptions.Web)!.Keys.ToDictionary(key => key.Id, key => key.Made)
            : [];
        var file = new RingFile(
            $"{ring.Current:x8}",
            [.. ring.Keys.Select(key => $"{key.Key:x8}").Zip(ring.Keys.Values, (id, key) => new KeyEntry(id, before.GetValueOrDefault(id, made), Wrapped(community, id, key)))],
            Wrapped(community, "index", ring.IndexKey), [.. ring.OldIndexKeys.Select(key => Wrapped(community, "index", key))]);
        WriteWhole(FileOf(community), JsonSerializer.SerializeToUtf8Bytes(file, JsonSerializerOptions.Web), mode);
    }

    private string Wrapped(string community, string name, byte[] key) => SealedText.Seal(0, Master(), $"{community}/{name}", Convert.ToBase64String(key));

    private byte[] Unwrapped(string community, string name, string wrapped) => Convert.FromBase64String(SealedText.Open(0, Master(), $"{community}/{name}", wrapped));

    private byte[] Master()
    {
        if (_master is not null) return _master;
        if (!File.Exists(MasterFile))
        {
            if (Directory.Exists(Path.Combine(options.Keys, "communities")) && Directory.EnumerateFiles(Path.Combine(options.Keys, "communities")).Any())
                throw new KeyMissingException($"{MasterFile} is missing, and the communities' keys can only be opened with it. Bring it back from the backup of the keys.");
            try
            {
                WriteWhole(MasterFile, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), FileMode.CreateNew);
            }
            catch (IOException) when (File.Exists(MasterFile))
            {
                // Another process of this house was faster.
            }
        }
        return _master = Convert.FromBase64String(File.ReadAllText(MasterFile).Trim());
    }

    /// <summary>Whole or not at all, readable by the house alone.</summary>
    private static void WriteWhole(string path, byte[] content, FileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Guid.NewGuid():N}.tmp";
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnly;
        try
        {
            using (var stream = new FileStream(half, how))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(half, path, overwrite: mode == FileMode.Create);
        }
        finally
        {
            File.Delete(half);
        }
    }

    private static uint Id(string text) => uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private sealed record RingFile(string Current, IReadOnlyList<KeyEntry> Keys, string Index, IReadOnlyList<string>? OldIndexes = null);

    private sealed record KeyEntry(string Id, DateTime Made, string Key);
}
