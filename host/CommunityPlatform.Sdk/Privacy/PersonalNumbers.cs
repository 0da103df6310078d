using System.Text.RegularExpressions;

namespace CommunityPlatform.Sdk.Privacy;

/// <summary>Recognises numbers that belong to one person in running text: identity numbers with a right check digit, mobile numbers.</summary>
public static partial class PersonalNumbers
{
    private const string CheckDigits = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Whether a text holds such a number.</summary>
    public static bool In(string text) => text.Length >= 11 && (Mobile().IsMatch(text) || Identity().Matches(text).Any(match => IsIdNumber(match.Value)));

    /// <summary>身份证号 · Whether a text is an identity number: eighteen characters, a possible birthday, a right check digit (GB 11643).</summary>
    public static bool IsIdNumber(string text)
    {
        if (text.Length != 18 || !text[..17].All(char.IsAsciiDigit)) return false;
        if (!DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", out _)) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (text[i] - '0') * Weights[i];
        return char.ToUpperInvariant(text[17]) == CheckDigits[sum % 11];
    }

    /// <summary>手机号 · Whether a text is a mobile number of the mainland.</summary>
    public static bool IsMobile(string text) => text.Length == 11 && Mobile().IsMatch(text);

    // Beside a hexadecimal digit it is part of a hash or an id.
    [GeneratedRegex(@"(?<![0-9a-fA-F])1[3-9]\d{9}(?![0-9a-fA-F])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"(?<![0-9a-fA-F])\d{17}[\dXx](?![0-9a-fA-F])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Identity();
}
