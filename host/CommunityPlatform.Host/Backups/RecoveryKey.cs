using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// 恢复密钥 · The operator's printed key. The house keeps only its public half, so that whoever has the machine and the folder of
/// backups can still open none of them.
/// </summary>
internal sealed class RecoveryKey
{
    // Crockford's letters: none of them is taken for another one on paper.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private readonly byte[] _secret;

    private RecoveryKey(byte[] secret) => _secret = secret;

    public static RecoveryKey New()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return new(key.ExportParameters(includePrivateParameters: true).D!);
    }

    /// <summary>For paper: eleven groups of five letters, the last of which tell a typing error.</summary>
    public string Text
    {
        get
        {
            var letters = Encode([.. _secret, .. SHA256.HashData(_secret)[..2]]);
            return string.Join('-', letters.Chunk(5).Select(group => new string(group)));
        }
    }

    /// <summary>The public half, as the house keeps it.</summary>
    public byte[] Public
    {
        get
        {
            using var key = Pair();
            return key.ExportSubjectPublicKeyInfo();
        }
    }

    /// <summary>Tells which printed key belongs to a file.</summary>
    public static string NumberOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexString(SHA256.HashData(publicKey))[..8];

    /// <summary>Whether a text looks like a recovery key at all.</summary>
    public static bool Resembles(string typed) => Tidy(typed).Length == 55;

    /// <exception cref="BackupRefused">A letter is wrong.</exception>
    public static RecoveryKey Parse(string typed)
    {
        var letters = Tidy(typed);
        if (letters.Length != 55 || letters.Any(letter => !Letters.Contains(letter, StringComparison.Ordinal))) throw new BackupRefused(BackupReason.KeyMistyped);
        var bytes = Decode(letters);
        var secret = bytes[..32];
        if (!SHA256.HashData(secret).AsSpan(0, 2).SequenceEqual(bytes.AsSpan(32, 2))) throw new BackupRefused(BackupReason.KeyMistyped);
        return new(secret);
    }

    /// <summary>Seals a file's key for whoever holds the secret half.</summary>
    public static KeySlot Wrap(byte[] publicKey, byte[] dataKey)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var shown = once.ExportSubjectPublicKeyInfo();
        return new(KeySlot.Recovery, NumberOf(publicKey), shown, 0, KeySlot.Seal(Derived(once, theirs.PublicKey, shown), KeySlot.Recovery, dataKey));
    }

    public byte[]? Unwrap(KeySlot slot)
    {
        using var mine = Pair();
        using var once = ECDiffieHellman.Create();
        once.ImportSubjectPublicKeyInfo(slot.Salt, out _);
        return KeySlot.Open(Derived(mine, once.PublicKey, slot.Salt), slot);
    }

    private static byte[] Derived(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, byte[] salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(theirs), 32, salt, "cpbak recovery"u8.ToArray());

    private ECDiffieHellman Pair() => ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = _secret });

    private static string Tidy(string typed) => string.Concat(typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant()
        .Where(char.IsAsciiLetterOrDigit).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }));

    private static string Encode(byte[] bytes)
    {
        var letters = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, count) = ((bits << 8) | one, count + 8);
            while (count >= 5) letters.Append(Letters[(bits >> (count -= 5)) & 31]);
            bits &= (1 << count) - 1;
        }
        if (count > 0) letters.Append(Letters[(bits << (5 - count)) & 31]);
        return letters.ToString();
    }

    private static byte[] Decode(string letters)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var letter in letters)
        {
            (bits, count) = ((bits << 5) | Letters.IndexOf(letter, StringComparison.Ordinal), count + 5);
            if (count < 8) continue;
            bytes.Add((byte)(bits >> (count -= 8)));
            bits &= (1 << count) - 1;
        }
        return [.. bytes];
    }
}
