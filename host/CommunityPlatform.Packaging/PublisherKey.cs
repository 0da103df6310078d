using System.Security.Cryptography;

namespace CommunityPlatform.Packaging;

/// <summary>发布者 · Who signs packages: a name and the public half of an ECDSA key on P-256.</summary>
/// <param name="Name">What the publisher is called.</param>
/// <param name="KeyId">The first 32 hexadecimal digits of the key's SHA-256, to be read out and compared.</param>
/// <param name="PublicKey">The key (SubjectPublicKeyInfo), base64.</param>
internal sealed record PublisherKey(string Name, string KeyId, string PublicKey)
{
    public const int LongestName = 60;

    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>The line before the key by which its file names the publisher.</summary>
    private const string NameLine = "Publisher: ";

    public static PublisherKey Of(string name, ECDsa key)
    {
        var bytes = key.ExportSubjectPublicKeyInfo();
        return new(name, Convert.ToHexStringLower(SHA256.HashData(bytes))[..32], Convert.ToBase64String(bytes));
    }

    /// <summary>Reads a public key.</summary>
    /// <exception cref="CryptographicException">It is no key on P-256.</exception>
    public static ECDsa Import(byte[] publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            OnP256(key);
            return read == publicKey.Length ? key : throw new CryptographicException("Something stands behind the key.");
        }
        catch (Exception problem)
        {
            key.Dispose();
            if (problem is CryptographicException) throw;
            throw new CryptographicException("This is no public key on P-256.", problem);
        }
    }

    /// <summary>A new pair: the private half's file and the public half's, each with the publisher's name in its first line.</summary>
    public static (string Private, string Public) NewPair(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ($"{NameLine}{name}\n{key.ExportPkcs8PrivateKeyPem()}\n", $"{NameLine}{name}\n{key.ExportSubjectPublicKeyInfoPem()}\n");
    }

    /// <summary>Reads a publisher's public file.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static PublisherKey ReadPublic(string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal)) throw new CryptographicException("This is the private key. It must never leave its owner.");
        var name = NameOf(text);
        if (!PemEncoding.TryFind(text, out var found) || text[found.Label] != "PUBLIC KEY") throw new CryptographicException("There is no public key in it.");
        using var key = Import(Convert.FromBase64String(text[found.Base64Data]));
        return Of(name, key);
    }

    /// <summary>Reads a publisher's private file: the name and the key to sign with.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static (string Name, ECDsa Key) ReadPrivate(string text)
    {
        var name = NameOf(text);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            OnP256(key);
            return (name, key);
        }
        catch (Exception problem)
        {
            key.Dispose();
            if (problem is CryptographicException) throw;
            throw new CryptographicException("There is no private key on P-256 in it.", problem);
        }
    }

    /// <summary>What is wrong with a publisher's name, or null.</summary>
    public static string? Unfit(string name) =>
        name.Trim() != name || name.Length is 0 or > LongestName || name.Any(char.IsControl) ? $"A publisher's name has 1 to {LongestName} characters in one line." : null;

    private static string NameOf(string text)
    {
        var line = text.Split('\n', 2)[0].TrimEnd('\r');
        var name = line.StartsWith(NameLine, StringComparison.Ordinal) ? line[NameLine.Length..] : "";
        return Unfit(name) is null ? name : throw new CryptographicException($"The first line must read \"{NameLine}<name>\".");
    }

    private static void OnP256(ECDsa key)
    {
        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value is not P256) throw new CryptographicException("The key is not on P-256.");
    }
}
