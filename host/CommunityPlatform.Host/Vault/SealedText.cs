using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Vault;

/// <summary>
/// The form of a sealed text: <c>s1.{key}.{nonce, cipher, tag}</c>, AES-256 in Galois/Counter Mode. The key's number stands in
/// front, so that texts of an older key are found and opened; the field is bound in, so that no value can be put elsewhere.
/// </summary>
internal static class SealedText
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>What every text sealed with a key begins with.</summary>
    public static string Prefix(uint key) => $"s1.{key:x8}.";

    public static string Seal(uint id, ReadOnlySpan<byte> key, string field, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var bytes = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(bytes.AsSpan(0, NonceSize), plain, bytes.AsSpan(NonceSize, plain.Length), bytes.AsSpan(NonceSize + plain.Length), Bound(id, field));
        return Prefix(id) + Convert.ToBase64String(bytes);
    }

    /// <summary>The number of the key that a text was sealed with; null where it is no sealed text.</summary>
    public static uint? KeyOf(string stored) =>
        stored.Length > 12 && stored.StartsWith("s1.", StringComparison.Ordinal) && stored[11] == '.'
        && uint.TryParse(stored.AsSpan(3, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
        && stored.StartsWith(Prefix(id), StringComparison.Ordinal) ? id : null;

    /// <exception cref="CryptographicException">The text was changed, or belongs to another key or field.</exception>
    public static string Open(uint id, ReadOnlySpan<byte> key, string field, string stored)
    {
        var bytes = Bytes(stored);
        if (bytes.Length < NonceSize + TagSize) throw new CryptographicException("The sealed text is cut off.");
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
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
