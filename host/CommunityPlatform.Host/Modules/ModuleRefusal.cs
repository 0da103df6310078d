using System.Globalization;
using System.Resources;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Why a package cannot be loaded or a switch was not made: a code and its arguments, put into the reader's words only where
/// they are shown. Holds words and names, nothing of a module's code.
/// </summary>
public sealed class ModuleRefusal(RefusalCode code, params string[] arguments) : IEquatable<ModuleRefusal>
{
    private static readonly ResourceManager Texts = new(typeof(RefusalTexts));
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en");

    private readonly IReadOnlyList<ManifestFault> _faults = [];

    /// <summary>module.json has faults; the first few are told.</summary>
    public ModuleRefusal(IReadOnlyList<ManifestFault> faults) : this(RefusalCode.Manifest, [.. faults.Take(5).Select(fault => fault.Path)]) => _faults = [.. faults.Take(5)];

    public RefusalCode Code { get; } = code;

    public IReadOnlyList<string> Arguments { get; } = arguments;

    /// <summary>In the language of whoever reads.</summary>
    public string Words => In(CultureInfo.CurrentUICulture);

    /// <summary>For the log.</summary>
    public string English => In(EnglishCulture);

    /// <summary>Names the file or module, what is wrong with it and the next step.</summary>
    public string In(CultureInfo culture) => string.Format(culture, Texts.GetString(Code.ToString(), culture)!, _faults.Count > 0 ? [Faults(culture)] : [.. Arguments]);

    private string Faults(CultureInfo culture) => string.Join(Texts.GetString("Manifest.And", culture), _faults.Select(fault =>
        fault.Path == ManifestFault.File ? fault.In(culture) : string.Format(culture, Texts.GetString("Manifest.At", culture)!, fault.Path, fault.In(culture))));

    public bool Equals(ModuleRefusal? other) => other is not null && Code == other.Code && English == other.English;

    public override bool Equals(object? obj) => Equals(obj as ModuleRefusal);

    public override int GetHashCode() => HashCode.Combine(Code, English);

    public override string ToString() => English;
}

/// <summary>A package that cannot be loaded.</summary>
internal sealed class PackageRefused(ModuleRefusal refusal, Exception? inner = null) : Exception(refusal.English, inner)
{
    public PackageRefused(RefusalCode code, params string[] arguments) : this(new ModuleRefusal(code, arguments))
    {
    }

    public ModuleRefusal Refusal => refusal;
}

/// <summary>A switch that was not made.</summary>
internal sealed class SwitchRefused(ModuleRefusal refusal) : Exception(refusal.English)
{
    public SwitchRefused(RefusalCode code, params string[] arguments) : this(new ModuleRefusal(code, arguments))
    {
    }

    public ModuleRefusal Refusal => refusal;
}
