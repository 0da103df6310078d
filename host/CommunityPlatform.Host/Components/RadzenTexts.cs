using System.Globalization;
using System.Resources;
using Radzen;

namespace CommunityPlatform.Host.Components;

/// <summary>The own words of Radzen's parts (pages of a table, filters, dialogs) in both languages, for the host's pages and the modules' alike.</summary>
internal sealed class RadzenTexts : ILocalizer
{
    private static readonly ResourceManager Texts = new(typeof(RadzenTexts));

    /// <summary>The words of a key; null leaves them to Radzen's English.</summary>
    public string? Get(string key, CultureInfo culture) => Texts.GetString(key, culture ?? CultureInfo.CurrentUICulture);
}
