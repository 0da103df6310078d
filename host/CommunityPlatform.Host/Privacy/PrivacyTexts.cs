using System.Globalization;
using System.Resources;

namespace CommunityPlatform.Host.Privacy;

/// <summary>Words of consents, of one person's data, of the nightly clearing and of the sheets.</summary>
internal sealed class PrivacyTexts
{
    private static readonly ResourceManager Words = new(typeof(PrivacyTexts));

    /// <summary>Words in a language that nobody has chosen yet: what the host declares stands in both.</summary>
    public static string In(string culture, string key) => Words.GetString(key, CultureInfo.GetCultureInfo(culture)) ?? key;
}
