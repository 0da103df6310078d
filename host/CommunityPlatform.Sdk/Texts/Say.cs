using System.Globalization;
using System.Resources;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Sdk.Texts;

/// <summary>Finds words, above all of refusals and field errors: the module's own first, then the SDK's.</summary>
public static class Say
{
    private static readonly ResourceManager Own = new("CommunityPlatform.Sdk.Texts.SdkTexts", typeof(Say).Assembly);

    /// <summary>A refusal in the current culture.</summary>
    public static string Refusal(this IStringLocalizer texts, Refusal refusal) =>
        refusal is InvalidFields invalid
            ? string.Join(" ", invalid.Errors.All.Select(fault => texts.Fault(fault)))
            : Words(texts, refusal.TextKey, refusal.Args);

    /// <summary>A field error in the current culture.</summary>
    public static string Fault(this IStringLocalizer texts, FieldFault fault) => Words(texts, fault.TextKey, fault.Args);

    /// <summary>Words that every module may use without having them: its own under the key, otherwise the SDK's, otherwise the key.</summary>
    /// <param name="texts">The module's words.</param>
    /// <param name="key">The key.</param>
    /// <param name="args">What fills the placeholders.</param>
    public static string Word(this IStringLocalizer texts, string key, params object?[] args) => Words(texts, key, args);

    private static string Words(IStringLocalizer texts, string key, object?[] args)
    {
        var own = texts[key];
        var words = own.ResourceNotFound ? Own.GetString(key, CultureInfo.CurrentUICulture) ?? key : own.Value;
        return args.Length == 0 ? words : string.Format(CultureInfo.CurrentCulture, words, args);
    }
}
