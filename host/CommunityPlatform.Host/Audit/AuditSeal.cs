using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Audit;

/// <summary>
/// 封印 · SHA-256 over the hash of the line before and this line's own bytes. Each field stands behind its length, so that
/// nothing can be moved from one field into the next. Moments count to the microsecond, which is what both databases keep.
/// </summary>
internal static class AuditSeal
{
    private const string Form = "cp-audit-1";

    /// <summary>What the first line stands behind.</summary>
    public static string Start { get; } = new('0', 64);

    public static string Of(string previous, AuditLine line)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Text(bytes, Form);
        Text(bytes, previous);
        Number(bytes, line.Sequence ?? throw new InvalidOperationException("A line is sealed at its place in the chain, and this one has none."));
        Text(bytes, line.Id.ToString("D"));
        Number(bytes, line.At.Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var field in (string?[])[line.Account, line.Person, line.Module, line.Act, line.Subject, line.OnBehalfOf, line.Outcome]) Text(bytes, field);
        return Convert.ToHexString(SHA256.HashData(bytes.WrittenSpan));
    }

    private static void Text(ArrayBufferWriter<byte> bytes, string? text)
    {
        // An absent field is not an empty one.
        BinaryPrimitives.WriteInt32BigEndian(bytes.GetSpan(4), text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        bytes.Advance(4);
        if (text is not null) Encoding.UTF8.GetBytes(text, bytes);
    }

    private static void Number(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), number);
        bytes.Advance(8);
    }
}
