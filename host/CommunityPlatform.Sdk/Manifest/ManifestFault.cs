using System.Globalization;
using System.Resources;

namespace CommunityPlatform.Sdk.Manifest;

/// <summary>What is wrong at a place of module.json; each says which arguments it takes.</summary>
public enum ManifestFaultCode
{
    /// <summary>The file is not there.</summary>
    Missing,
    /// <summary>The file is larger than what is read: its bytes, the most.</summary>
    TooLarge,
    /// <summary>Not JSON of this shape: the reader's message.</summary>
    Unreadable,
    /// <summary>No id: what stands there.</summary>
    Id,
    /// <summary>The Chinese name is missing or too long.</summary>
    ChineseName,
    /// <summary>No version: what stands there.</summary>
    Version,
    /// <summary>No bare file name of a dll: what stands there.</summary>
    Assembly,
    /// <summary>The upper end of the SDK range is not above the lower.</summary>
    SdkOrder,
    /// <summary>No id of another module: what stands there.</summary>
    RequirementId,
    /// <summary>No version interval: what stands there.</summary>
    Range,
    /// <summary>A permission outside the module's own: what stands there, the prefix.</summary>
    PermissionPrefix,
    /// <summary>A permission stands twice: its id.</summary>
    PermissionTwice,
    /// <summary>A negative number of days.</summary>
    Retention,
    /// <summary>No entity and property: what stands there.</summary>
    PersonalField,
    /// <summary>A personal field or a consent stands twice: which.</summary>
    PersonalTwice,
    /// <summary>Chinese words are missing.</summary>
    WordsMissing,
    /// <summary>A field stands on a consent that is not declared: which.</summary>
    ConsentUnknown,
    /// <summary>A sensitive field stands on a consent that is not: which consent.</summary>
    ConsentNotSensitive,
    /// <summary>No id of a consent of this module: what stands there, the prefix.</summary>
    ConsentId,
    /// <summary>A consent that has run out before it began.</summary>
    ConsentDays,
    /// <summary>An act without Chinese words: which.</summary>
    ActWords,
    /// <summary>No event name of this module: what stands there, the module.</summary>
    EventName,
    /// <summary>A link to a foreign address: what stands there, the module.</summary>
    Href,
}

/// <summary>A fault of a manifest.</summary>
/// <param name="Path">Where in the file, for instance <c>permissions[2].id</c>; <see cref="File"/> for the file itself.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Arguments">What the code's words name.</param>
public sealed record ManifestFault(string Path, ManifestFaultCode Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>The path of faults that concern the file as a whole.</summary>
    public const string File = "module.json";

    private static readonly ResourceManager Texts = new("CommunityPlatform.Sdk.Texts.SdkTexts", typeof(ManifestFault).Assembly);

    /// <summary>What is wrong and how to mend it, in English.</summary>
    public string Problem => In(CultureInfo.GetCultureInfo("en"));

    /// <summary>What is wrong and how to mend it, in a language; Chinese where it is neither Chinese nor English.</summary>
    /// <param name="culture">The reader's language.</param>
    public string In(CultureInfo culture) => string.Format(culture, Texts.GetString("Manifest." + Code, culture)!, [.. Arguments]);
}
