using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Vault;

/// <summary>
/// The form of a sealed text: <c>s1.{key}.{nonce, cipher, tag}</c>, AES-256 in Galois/Counter Mode. The key's number stands in
/// front, so that texts of an older key are found and opened; the field is bound in, so that no value can be put elsewhere.
/// <c>s2</c> says that the text lies under a key of its field's own, drawn from the one whose number stands there.
/// </summary>
internal static class SealedText
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>What every text sealed with a key begins with.</summary>
    public static string Prefix(uint key, bool own = false) => $"s{(own ? 2 : 1)}.{key:x8}.";

    /// <summary>In SQL: every sealed text.</summary>
    public const string Like = "s_.________.%";

    /// <summary>In SQL: every text sealed with this key, or with a key drawn from it.</summary>
    public static string LikeOf(uint key) => $"s_.{key:x8}.%";

    /// <param name="id">The key's number.</param>
    /// <param name="key">The key.</param>
    /// <param name="field">What the text is bound to.</param>
    /// <param name="text">The text.</param>
    /// <param name="own">Under a key that no other field has.</param>
    public static string Seal(uint id, ReadOnlySpan<byte> key, string field, string text, bool own = false)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(own ? Own(key, field) : key, TagSize);
        aes.Encrypt(bytes.AsSpan(0, NonceSize), plain, bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(NonceSize + plain.Length), Bound(id, field));
        return Prefix(id, own) + Convert.ToBase64String(bytes);
    }

    /// <summary>The number of the key that a text was sealed with; null where it is no sealed text.</summary>
    public static uint? KeyOf(string stored) =>
        stored.Length > 12 && (stored.StartsWith("s1.", StringComparison.Ordinal) || IsOwn(stored)) && stored[11] == '.'
        && uint.TryParse(stored.AsSpan(3, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
        && stored.StartsWith(Prefix(id, IsOwn(stored)), StringComparison.Ordinal) ? id : null;

    private static bool IsOwn(string stored) => stored.StartsWith("s2.", StringComparison.Ordinal);

    /// <summary>Whoever has one field's key opens no other field with it.</summary>
    private static byte[] Own(ReadOnlySpan<byte> key, string field)
    {
        var own = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, own, salt: [], info: Encoding.UTF8.GetBytes("own/" + field));
        return own;
    }

    /// <exception cref="CryptographicException">The text was changed, or belongs to another key or field.</exception>
    public static string Open(uint id, ReadOnlySpan<byte> key, string field, string stored)
    {
        var bytes = Bytes(stored);
        if (bytes.Length < NonceSize + TagSize) throw new CryptographicException("The sealed text is cut off.");
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(IsOwn(stored) ? Own(key, field) : key, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(NonceSize + plain.Length), plain, Bound(id, field));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Bytes(string stored)
    {
        try
        {
            return Convert.FromBase64String(stored[12..]);
        }
        catch (FormatException)
        {
            throw new CryptographicException("The sealed text is damaged.");
        }
    }

    private static byte[] Bound(uint id, string field)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(field)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        Encoding.UTF8.GetBytes(field, bytes.AsSpan(4));
        return bytes;
    }
}
