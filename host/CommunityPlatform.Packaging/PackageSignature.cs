using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommunityPlatform.Packaging;

/// <summary>
/// 签名 · A publisher's signature over the exact bytes of the list of contents. It carries the public key, so that it can be checked
/// for a publisher whom nobody here knows; whether that key is trusted is another question. The name is only a claim.
/// </summary>
internal sealed record PackageSignature(int Format, string Publisher, string KeyId, string PublicKey, string Signature)
{
    public const string FileName = "package.signature.json";

    /// <summary>No signature is longer.</summary>
    public const int LargestBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 4,
        WriteIndented = true,
    };

    public static PackageSignature Make(byte[] contents, string publisher, ECDsa key)
    {
        var known = PublisherKey.Of(publisher, key);
        var signature = key.SignData(contents, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new(PackageContents.Known, publisher, known.KeyId, known.PublicKey, Convert.ToBase64String(signature));
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads a signature.</summary>
    /// <exception cref="JsonException">It is none of this format.</exception>
    public static PackageSignature Read(ReadOnlySpan<byte> json)
    {
        var signature = Json.Read<PackageSignature>(json, Options);
        return signature.Format == PackageContents.Known ? signature : throw new JsonException($"Format {signature.Format} is not known here; {PackageContents.Known} is.");
    }

    /// <summary>Whether these bytes were signed with the key that stands in the signature, and the key is the one it names.</summary>
    public bool Fits(ReadOnlySpan<byte> contents)
    {
        try
        {
            using var key = PublisherKey.Import(Convert.FromBase64String(PublicKey));
            var known = PublisherKey.Of(Publisher, key);
            return known.KeyId == KeyId && known.PublicKey == PublicKey
                && key.VerifyData(contents, Convert.FromBase64String(Signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException)
        {
            // No key or no signature at all: it fits nothing.
            return false;
        }
    }
}
