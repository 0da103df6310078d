using System.Globalization;
using System.Resources;

namespace CommunityPlatform.Host.Register;

/// <summary>Words of the register's pages.</summary>
internal sealed class RegisterTexts
{
    private static readonly ResourceManager Words = new(typeof(RegisterTexts));

    /// <summary>Words in a language that nobody has chosen yet: what the register declares stands in both.</summary>
    public static string In(string culture, string key) => Words.GetString(key, CultureInfo.GetCultureInfo(culture)) ?? key;
}
