using System.Globalization;

namespace CommunityPlatform.Sdk.Privacy;

/// <summary>脱敏 · How personal data look where nobody has given a reason to see more.</summary>
public static class Masks
{
    /// <summary>张*: the first character and one star, whatever follows, so that the length tells nothing.</summary>
    public static string Name(string name) => name.Length == 0 ? "" : new StringInfo(name).SubstringByTextElements(0, 1) + "*";

    /// <summary>138****5678; a number too short for that becomes stars altogether.</summary>
    public static string Phone(string phone) => phone.Length switch
    {
        0 => "",
        < 7 => "****",
        _ => phone[..3] + "****" + phone[^4..],
    };

    /// <summary>身份证号 in lists of the staff: 110***********123.</summary>
    public static string IdNumber(string number) => number.Length switch
    {
        0 => "",
        < 8 => new string('*', number.Length),
        _ => number[..3] + new string('*', number.Length - 6) + number[^3..],
    };
}
