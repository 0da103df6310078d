using System.Security.Cryptography;

namespace CommunityPlatform.Sdk;

/// <summary>
/// 凭码 · A code that nobody guesses and nobody misreads: capitals and digits without 0, O, 1, I and L, from the machine's
/// secure random numbers. A resident types it with <see cref="Ui.KioskCodePad"/>.
/// </summary>
public static class ReadableCode
{
    /// <summary>The characters in use.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>A fresh code.</summary>
    /// <param name="length">Characters; eight or more, so that trying is hopeless.</param>
    public static string New(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    /// <summary>What somebody typed, without blanks and hyphens and in capitals.</summary>
    public static string Tidy(string? typed) =>
        string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();

    /// <summary>Whether a tidied text can be such a code.</summary>
    public static bool Is(string tidy, int length) => tidy.Length == length && tidy.All(Alphabet.Contains);

    /// <summary>Shown in two halves, easier to read aloud; also while it is being typed.</summary>
    /// <param name="code">The code or its beginning.</param>
    /// <param name="length">Its full length.</param>
    public static string Shown(string code, int length) => code.Length > length / 2 ? $"{code[..(length / 2)]} {code[(length / 2)..]}" : code;
}
