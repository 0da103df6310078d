using System.Globalization;

namespace CommunityPlatform.Host.Files;

/// <summary>文件名 · The name under which a file leaves the house: only its last part, nothing that a system takes for more than a name, and the ending of what it is.</summary>
internal static class SafeName
{
    private const int Longest = 100;

    public static string Of(string name, string extension)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = last.LastIndexOf('.');
        var stem = string.Concat((dot > 0 ? last[..dot] : last).Where(IsPlain)).Trim(' ', '.');
        if (stem.Length > Longest) stem = stem[..(char.IsHighSurrogate(stem[Longest - 1]) ? Longest - 1 : Longest)];
        return (stem.Length == 0 ? "file" : stem) + extension;
    }

    // Format characters turn a name round on the screen, so that "gpj.exe" reads "exe.jpg".
    private static bool IsPlain(char c) =>
        !"<>:\"|?*;%".Contains(c, StringComparison.Ordinal) && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
