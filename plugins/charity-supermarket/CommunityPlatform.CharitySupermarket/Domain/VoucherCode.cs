using System.Security.Cryptography;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>券码 · Ten characters that nobody guesses and nobody misreads: no 0, O, 1, I or L.</summary>
public static class VoucherCode
{
    /// <summary>The characters in use.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Its length.</summary>
    public const int Length = 10;

    /// <summary>A fresh code.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>What somebody typed, without blanks and hyphens and in capitals.</summary>
    public static string Tidy(string? typed) =>
        string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();

    /// <summary>Shown in two groups of five, easier to read aloud.</summary>
    public static string Shown(string code) => code.Length == Length ? $"{code[..5]} {code[5..]}" : code;
}
