using FsCheck;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>What the fuzz tests throw at readers, and how often.</summary>
internal static class Fuzz
{
    /// <summary>Pieces that mean something somewhere: digits of several scripts, halves of characters, marks that turn text round, what parsers live on.</summary>
    private static readonly string[] Pieces =
    [
        "0", "1", "9", "19", "1958", "138", "110101", "X", "x", "-", "+", ".", "/", "\\", "..", "%2e", "%00", "?", "#", "{", "}", "{0}", "<", ">", "\"", "'", "&", "=", "@", "\0", "\n", "\t", " ", "\u3000", "\u00a0", "\u200b", "\ufeff",
        "\u202e", "\ud800", "\udc00", "\ud83d\ude00", "e\u0301", "\u0660", "\u0967", "\uff11", "\uff19", "\uff58", "\u5355\u5143", "\u53f7\u697c", "\u738b", "I", "l", "O", "\u0131", "\u0130", "\u00df", "NaN", "1e999", "-1", "99999999999999999999",
        "00000000-0000-0000-0000-000000000000", "2026-11-22", "true", "c", "k", "d", "admin", "street", "jia",
    ];

    /// <summary>Texts put together of such pieces, and any text at all.</summary>
    public static Arbitrary<string> Texts() => Gen.OneOf(
        Gen.Elements(Pieces).ArrayOf().Resize(24).Select(pieces => string.Concat(pieces)),
        Arb.Generate<string>().Select(text => text ?? "")).Where(text => text.Length <= 400).ToArbitrary();

    public static Arbitrary<string[]> Rows() => Texts().Generator.ArrayOf().Resize(10).ToArbitrary();

    /// <summary>A few changed bytes in something whole.</summary>
    public static Arbitrary<byte[]> Changed(byte[] whole) =>
        (from at in Gen.Choose(0, whole.Length - 1)
         from value in Gen.Frequency(Tuple.Create(3, Gen.Choose(0, 255)), Tuple.Create(1, Gen.Elements(0, 0xff, 0x7f, 0x80, (int)'<', '&', 'P')))
         select (at, value)).ArrayOf().Resize(10).Select(changes =>
         {
             var bytes = (byte[])whole.Clone();
             foreach (var (at, value) in changes) bytes[at] = (byte)value;
             return bytes;
         }).ToArbitrary();

    /// <summary>Something whole, cut and put together anew.</summary>
    public static Arbitrary<byte[]> Cut(byte[] whole) => Gen.Choose(0, whole.Length).Three()
        .Select(cut => (byte[])[.. whole[..cut.Item1], .. whole[Math.Min(cut.Item2, cut.Item3)..Math.Max(cut.Item2, cut.Item3)], .. whole[cut.Item1..]]).ToArbitrary();

    public static Configuration Times(int times)
    {
        var many = Configuration.QuickThrowOnFailure;
        (many.MaxNbOfTest, many.EndSize, many.QuietOnSuccess) = (times, 200, true);
        return many;
    }
}
