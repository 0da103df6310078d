namespace CommunityPlatform.Sdk.Manifest;

/// <summary>A text in the product's two languages.</summary>
/// <param name="Zh">Chinese, never empty.</param>
/// <param name="En">English; Chinese stands in where it is missing.</param>
public sealed record BilingualText(string Zh, string? En)
{
    /// <summary>The text in the current UI culture.</summary>
    public override string ToString() =>
        System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Zh : En ?? Zh;
}

/// <summary>What module.json says of a module; readable without running any of its code. Reference: docs/plugins/manifest.md.</summary>
public sealed record ModuleManifest
{
    /// <summary>Lower-case letters, digits and hyphens, at most 40.</summary>
    public required string Id { get; init; }
    /// <summary>Name on cards and in the navigation.</summary>
    public required BilingualText Name { get; init; }
    /// <summary>What it does, one or two sentences.</summary>
    public required BilingualText Summary { get; init; }
    /// <summary>Semantic version.</summary>
    public required string Version { get; init; }
    /// <summary>The file name of the assembly with the module class.</summary>
    public required string Assembly { get; init; }
    /// <summary>Whether it ships with the product.</summary>
    public ModuleKind Kind { get; init; } = ModuleKind.Plugin;
    /// <summary>Who made it.</summary>
    public string? Author { get; init; }
    /// <summary>The SDK versions it runs on.</summary>
    public required SdkRange Sdk { get; init; }
    /// <summary>One character for its mark.</summary>
    public string? Mark { get; init; }
    /// <summary>Its colour role: service, party, civil, culture, safety, gov, volunteer, env, health or plugin.</summary>
    public string Hue { get; init; } = "plugin";
    /// <summary>The UI kit's name of its icon.</summary>
    public string? Icon { get; init; }
    /// <summary>Other modules it cannot do without.</summary>
    public IReadOnlyList<Requirement> Requires { get; init; } = [];
    /// <summary>The rights its acts need.</summary>
    public IReadOnlyList<PermissionEntry> Permissions { get; init; } = [];
    /// <summary>Every personal field it keeps.</summary>
    public IReadOnlyList<PersonalField> PersonalData { get; init; } = [];
    /// <summary>Purposes for which it asks residents' consent.</summary>
    public IReadOnlyList<ConsentPurpose> Consents { get; init; } = [];
    /// <summary>The name of each use case that changes something, as the audit log is to tell it: <c>"PlanEvent": { "zh": "策划活动" }</c>.</summary>
    public IReadOnlyDictionary<string, BilingualText> Acts { get; init; } = new Dictionary<string, BilingualText>();
    /// <summary>Entries of the staff's side navigation.</summary>
    public IReadOnlyList<NavigationEntry> Navigation { get; init; } = [];
    /// <summary>Tiles of the kiosk.</summary>
    public IReadOnlyList<TileEntry> Tiles { get; init; } = [];
    /// <summary>Names of events it sends.</summary>
    public IReadOnlyList<string> Publishes { get; init; } = [];
    /// <summary>Names of events it reacts to.</summary>
    public IReadOnlyList<string> ListensTo { get; init; } = [];
    /// <summary>Inspection indicators its records serve.</summary>
    public IReadOnlyList<string> Indicators { get; init; } = [];
}

/// <summary>Where a module comes from.</summary>
public enum ModuleKind
{
    /// <summary>平台自带 · Ships with the product.</summary>
    Module,
    /// <summary>插件 · Brought by a community.</summary>
    Plugin,
}

/// <summary>The SDK versions a module runs on.</summary>
/// <param name="Min">The lowest, included.</param>
/// <param name="Max">The highest, excluded.</param>
public sealed record SdkRange(string Min, string Max);

/// <summary>Another module that must be enabled too.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Range">NuGet interval notation, for instance <c>[1.0,2.0)</c>.</param>
public sealed record Requirement(string Id, string Range);

/// <summary>A permission in plain words.</summary>
/// <param name="Id">The permission's id.</param>
/// <param name="Name">What its holder may do, in plain words.</param>
/// <param name="Roles">Role templates that receive it when a community first enables the module, unless the admin says otherwise.</param>
public sealed record PermissionEntry(string Id, BilingualText Name, IReadOnlyList<string>? Roles);

/// <summary>A personal field that the module keeps.</summary>
/// <param name="Field">Entity and property, for instance <c>SignUp.CalledName</c>.</param>
/// <param name="Name">The field in plain words.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Basis">On what ground: consent, legal duty, contract…</param>
/// <param name="Retention">How long, in plain words.</param>
/// <param name="RetentionDays">How long, in days after the purpose ended; 0 means at once.</param>
/// <param name="Consent">The purpose under <c>consents</c> on whose consent it stands; null where it stands on another ground.</param>
/// <param name="Sensitive">敏感个人信息 · Whether it is sensitive by law (health, religion, finance, whereabouts, under 14). Its column is <see cref="Privacy.Sealed"/> and lies under a key of its own; where it stands on a consent, that one is sensitive too.</param>
public sealed record PersonalField(
    string Field, BilingualText Name, BilingualText Purpose, BilingualText Basis, BilingualText Retention, [property: System.Text.Json.Serialization.JsonRequired] int RetentionDays, string? Consent = null, bool Sensitive = false);

/// <summary>同意事项 · A purpose for which a resident is asked, once for each purpose and never for all at once.</summary>
/// <param name="Id">Module id, a dot, a name: <c>culture.pictures</c>.</param>
/// <param name="Name">The purpose in plain words.</param>
/// <param name="Notice">What the person is told before she decides: what is kept, what for, how long, who sees it, and that a no costs her nothing. Another text is another notice; each consent keeps the one that was shown.</param>
/// <param name="Days">After how many days she is asked anew; null where it holds until she withdraws it.</param>
/// <param name="Sensitive">敏感个人信息 · Whether what it covers is sensitive by law (health, religion, finance, whereabouts, under 14).</param>
public sealed record ConsentPurpose(string Id, BilingualText Name, BilingualText Notice, int? Days = null, bool Sensitive = false);

/// <summary>An entry of the side navigation.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Href">A page of the module, from the community's root: <c>/culture/events</c>.</param>
/// <param name="Needs">The permission that shows it.</param>
/// <param name="Icon">The UI kit's icon.</param>
public sealed record NavigationEntry(BilingualText Text, string Href, string Needs, string? Icon);

/// <summary>A kiosk tile.</summary>
/// <param name="Id">Unique in the module.</param>
/// <param name="Text">Its title.</param>
/// <param name="Sub">The line below.</param>
/// <param name="Href">A kiosk page of the module.</param>
/// <param name="Icon">The UI kit's icon.</param>
public sealed record TileEntry(string Id, BilingualText Text, BilingualText Sub, string Href, string? Icon);
