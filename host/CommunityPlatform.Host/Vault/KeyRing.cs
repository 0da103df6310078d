using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Vault;

/// <summary>密钥环 · A community's keys: the present one, older ones that still open, and the one of the blind indexes.</summary>
/// <param name="Current">The number of the key that seals.</param>
/// <param name="Keys">Every key by its number.</param>
/// <param name="IndexKey">The key of blind indexes.</param>
internal sealed record KeyRing(uint Current, IReadOnlyDictionary<uint, byte[]> Keys, byte[] IndexKey)
{
    /// <summary>Keys of indexes that may still be stored; a look-up asks for them too.</summary>
    public IReadOnlyList<byte[]> OldIndexKeys { get; init; } = [];

    /// <summary>Whether something may still be sealed or indexed with a key that has been turned away from.</summary>
    public bool IsTurning => Keys.Count > 1 || OldIndexKeys.Count > 0;

    public static KeyRing New()
    {
        var id = NewId([]);
        return new(id, new Dictionary<uint, byte[]> { [id] = RandomNumberGenerator.GetBytes(32) }, RandomNumberGenerator.GetBytes(32));
    }

    /// <summary>The same ring with new keys in front, of texts and of indexes.</summary>
    public KeyRing Turned()
    {
        var id = NewId([.. Keys.Keys]);
        return new(id, new Dictionary<uint, byte[]>(Keys) { [id] = RandomNumberGenerator.GetBytes(32) }, RandomNumberGenerator.GetBytes(32)) { OldIndexKeys = [IndexKey, .. OldIndexKeys] };
    }

    /// <summary>The same ring without the keys that seal no more.</summary>
    public KeyRing OnlyCurrent() => this with { Keys = new Dictionary<uint, byte[]> { [Current] = Keys[Current] }, OldIndexKeys = [] };

    /// <param name="field">What the text is bound to.</param>
    /// <param name="text">The text.</param>
    /// <param name="own">Under a key that no other field has.</param>
    public string Seal(string field, string text, bool own = false) => SealedText.Seal(Current, Keys[Current], field, text, own);

    public string Index(string field, string text) => Index(IndexKey, field, text);

    /// <summary>Under every key that may have been used.</summary>
    public IReadOnlyList<string> Indexes(string field, string text) => [Index(field, text), .. OldIndexKeys.Select(key => Index(key, field, text))];

    private static string Index(byte[] key, string field, string text) => Letters(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(field + "\n" + text)).AsSpan(0, 16));

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
