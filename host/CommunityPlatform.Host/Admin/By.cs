using CommunityPlatform.Host.Modules;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Admin;

/// <summary>Who, what and with which end, from the books into words; what has none is shown as it stands.</summary>
internal static class By
{
    public static string Of(IStringLocalizer<AdminTexts> texts, string by) => Known(texts, "By." + by) ?? by;

    public static string Act(IStringLocalizer<AdminTexts> texts, string act) => Known(texts, "Act." + act) ?? act;

    /// <summary>An act of a module in the words of its manifest, also while the module is off; of the platform in its own.</summary>
    public static string Act(IStringLocalizer<AdminTexts> texts, PackageStore store, string module, string act) =>
        store.Manifest(module)?.Acts.GetValueOrDefault(act)?.ToString() ?? Act(texts, act);

    public static string Role(IStringLocalizer<AdminTexts> texts, string role) => Known(texts, "Role." + role) ?? role;

    public static string Outcome(IStringLocalizer<AdminTexts> texts, string outcome)
    {
        var parts = outcome.Split(':', 2);
        var words = Known(texts, "Outcome." + parts[0]) ?? parts[0];
        // A module's own refusals have no words here; that it was refused is told all the same.
        return parts.Length == 2 && Known(texts, "Outcome." + parts[1]) is { } why ? $"{words} · {why}" : words;
    }

    public static Sdk.Ui.Tone Tone(string outcome) => outcome switch
    {
        "done" => Sdk.Ui.Tone.Good,
        "failed" => Sdk.Ui.Tone.Bad,
        _ => Sdk.Ui.Tone.Warn,
    };

    private static string? Known(IStringLocalizer<AdminTexts> texts, string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;
}
