using System.Globalization;
using System.Resources;
using CommunityPlatform.Host.Admin;

namespace CommunityPlatform.Host.Audit;

/// <summary>A report in plain words: for the page, the API and the command alike, so the language is asked for and not taken from the thread.</summary>
internal static class ChainWords
{
    private static readonly ResourceManager Texts = new(typeof(AdminTexts));

    public static string Of(ChainReport report, CultureInfo language) =>
        report.Intact
            ? Say(report.Published == 0 ? "Chain.IntactAlone" : "Chain.Intact", language, report.Lines, report.Published)
            : Say("Chain.Broken", language, report.Lines, report.Count);

    public static string Of(ChainBreak found, CultureInfo language, TimeProvider clock)
    {
        var near = found.Near is { } moment ? clock.Second(moment) : "–";
        return Say("Chain." + found.Fault, language, found.First == found.Last ? $"{found.First}" : $"{found.First}–{found.Last}", near);
    }

    /// <summary>What to do next, below a broken report.</summary>
    public static string Next(CultureInfo language) => Say("Chain.Next", language);

    private static string Say(string key, CultureInfo language, params object[] args) => string.Format(language, Texts.GetString(key, language) ?? key, args);
}
