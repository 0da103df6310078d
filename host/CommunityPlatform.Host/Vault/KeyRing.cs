using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Vault;

/// <summary>密钥环 · A community's keys: the present one, older ones that still open, and the one of the blind indexes.</summary>
/// <param name="Current">The number of the key that seals.</param>
/// <param name="Keys">Every key by its number.</param>
/// <param name="IndexKey">The key of blind indexes; it stays when the sealing key changes, so that what is stored can still be found.</param>
internal sealed record KeyRing(uint Current, IReadOnlyDictionary<uint, byte[]> Keys, byte[] IndexKey)
{
    public static KeyRing New()
    {
        var id = NewId([]);
        return new(id, new Dictionary<uint, byte[]> { [id] = RandomNumberGenerator.GetBytes(32) }, RandomNumberGenerator.GetBytes(32));
    }

    /// <summary>The same ring with a new key in front.</summary>
    public KeyRing Turned()
    {
        var id = NewId([.. Keys.Keys]);
        return this with { Current = id, Keys = new Dictionary<uint, byte[]>(Keys) { [id] = RandomNumberGenerator.GetBytes(32) } };
    }

    /// <summary>The same ring without the keys that seal no more.</summary>
    public KeyRing OnlyCurrent() => this with { Keys = new Dictionary<uint, byte[]> { [Current] = Keys[Current] } };

    public string Seal(string field, string text) => SealedText.Seal(Current, Keys[Current], field, text);

    public string Index(string field, string text) =>
        Letters(HMACSHA256.HashData(IndexKey, Encoding.UTF8.GetBytes(field + "\n" + text)).AsSpan(0, 16));

    /// <summary>Letters only: hexadecimal digits would now and then look like a telephone number.</summary>
    private static string Letters(ReadOnlySpan<byte> bytes)
    {
        var letters = new StringBuilder(bytes.Length * 2);
        foreach (var one in bytes) letters.Append((char)('a' + (one >> 4))).Append((char)('a' + (one & 15)));
        return letters.ToString();
    }

    // Numbers are random, so that a ring of another house is told from this one's.
    private static uint NewId(IReadOnlyCollection<uint> taken)
    {
        while (true)
        {
            var id = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
            if (id != 0 && !taken.Contains(id)) return id;
        }
    }
}
