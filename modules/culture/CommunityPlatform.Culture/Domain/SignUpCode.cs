using System.Security.Cryptography;

namespace CommunityPlatform.Culture.Domain;

/// <summary>报名码 · Eight characters that nobody guesses and nobody misreads: no 0, O, 1, I or L.</summary>
public static class SignUpCode
{
    /// <summary>The characters in use.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Its length.</summary>
    public const int Length = 8;

    /// <summary>A fresh code.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>What somebody typed, without blanks and hyphens and in capitals.</summary>
    public static string Tidy(string? typed) =>
        string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();

    /// <summary>Shown in two groups of four, easier to read aloud.</summary>
    public static string Shown(string code) => code.Length == Length ? $"{code[..4]} {code[4..]}" : code;
}
