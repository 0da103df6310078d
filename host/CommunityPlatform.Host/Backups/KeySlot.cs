using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Backups;

/// <summary>One way to the key of a backup file: the recovery key or a passphrase.</summary>
/// <param name="Kind"><see cref="Recovery"/> or <see cref="Passphrase"/>.</param>
/// <param name="Number">Of the recovery key; empty for a passphrase.</param>
/// <param name="Salt">The one-time public key, or the passphrase's salt.</param>
/// <param name="Rounds">Of the passphrase's derivation.</param>
/// <param name="Sealed">The file's key.</param>
internal sealed record KeySlot(string Kind, string Number, byte[] Salt, int Rounds, byte[] Sealed)
{
    public const string Recovery = "recovery", Passphrase = "passphrase";
    public const int ShortestPassphrase = 12;

    private const int OurRounds = 600_000, MostRounds = 10_000_000;

    /// <exception cref="BackupRefused">The passphrase is too short.</exception>
    public static KeySlot Of(string passphrase, byte[] dataKey)
    {
        if (passphrase.Length < ShortestPassphrase) throw new BackupRefused(BackupReason.PassphraseShort, ShortestPassphrase);
        var salt = RandomNumberGenerator.GetBytes(16);
        return new(Passphrase, "", salt, OurRounds, Seal(Derived(passphrase, salt, OurRounds), Passphrase, dataKey));
    }

    /// <summary>The file's key, or null where this is not the passphrase.</summary>
    public byte[]? Unwrap(string passphrase) => Rounds is < 1 or > MostRounds ? null : Open(Derived(passphrase, Salt, Rounds), this);

    public static byte[] Seal(byte[] key, string kind, byte[] dataKey)
    {
        var bytes = new byte[dataKey.Length + 16];
        using var aes = new AesGcm(key, 16);
        // The key above is used for this one text, so its nonce may be fixed.
        aes.Encrypt(new byte[12], dataKey, bytes.AsSpan(0, dataKey.Length), bytes.AsSpan(dataKey.Length), Encoding.ASCII.GetBytes(kind));
        return bytes;
    }

    public static byte[]? Open(byte[] key, KeySlot slot)
    {
        if (slot.Sealed.Length != 48) return null;
        var plain = new byte[32];
        using var aes = new AesGcm(key, 16);
        try
        {
            aes.Decrypt(new byte[12], slot.Sealed.AsSpan(0, 32), slot.Sealed.AsSpan(32), plain, Encoding.ASCII.GetBytes(slot.Kind));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Derived(string passphrase, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(passphrase.Normalize(NormalizationForm.FormC), salt, rounds, HashAlgorithmName.SHA256, 32);
}
