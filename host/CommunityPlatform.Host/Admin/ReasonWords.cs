using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Admin;

/// <summary>
/// Says a refusal of the desk or of a package in the person's language. The desk writes one English sentence, for the log and
/// the API alike; a sentence not known here is shown as it is.
/// </summary>
internal sealed class ReasonWords(IStringLocalizer<AdminTexts> texts)
{
    private static readonly (string Key, Regex Pattern)[] Known =
    [
        ("Sdk", Of(@"^(.+): it runs on SDK (\S+) up to but not including (\S+); this platform has ([^\s;]+)\. Install")),
        ("Link", Of(@"^(.+): it is a link that leads out of the package")),
        ("NoFile", Of(@"^(.+): module\.json names this file, but it is not in the package")),
        ("TwoDlls", Of(@"^(.+): a second dll holds a module class \((.+)\)")),
        ("NoModule", Of(@"^(.+): no class implements IModule")),
        ("ManyModules", Of(@"^(.+): (\d+) classes implement IModule")),
        ("NotNet", Of(@"^(.+): this is no \.NET assembly")),
        ("Machine", Of(@"^(.+): it is built for (\S+); this machine is ([^\s.]+)\.")),
        ("BuiltAgainst", Of(@"^(.+): it was built against SDK (\S+); this platform has ([^\s;]+)\. Install")),
        ("Library", Of(@"^(.+): it needs (\S+) (\S+), which is neither in the package")),
        ("Damaged", Of(@"^(.+): the file is damaged or no dll at all")),
        ("Requires", Of(@"^module\.json: it requires (\S+) (.+), which is not loaded")),
        ("RequiresVersion", Of(@"^module\.json: it requires (\S+) (.+); (\S+) is loaded\.")),
        ("Circle", Of(@"^module\.json: requirements run in a circle: (.+)\. Remove")),
        ("Step", Of(@"^(.+?): (.+?) failed: (.+) Ask its author")),
        ("CannotBeMade", Of(@"^(.+): (\S+) cannot be made: (.+) It needs a parameterless")),
        ("OtherId", Of(@"^(.+): the module calls itself '(.+)', module\.json says '(.+)'")),
        ("PageOpen", Of(@"^(.+): the page (\S+) names no permission")),
        ("Undeclared", Of(@"^module\.json: (?:the page )?(\S+) needs '(\S+)', which")),
        ("Surface", Of(@"^(.+): the page (\S+) stands on a surface")),
        ("Address", Of(@"^(.+): the page (\S+) answers '(.+)'\. A module's pages start with (\S+)\.")),
        ("Unlistened", Of(@"^module\.json: (\S+) reacts to '(\S+)', which")),
        ("Missing", Of(@"^module\.json: module\.json: The file is missing")),
        ("Manifest", Of(@"^module\.json: (.+)$")),
        ("LoadedAlready", Of(@"^(\S+) is loaded already\.")),
        ("AskOperator", Of(@"^(\S+) is not loaded\. Ask the operator\.")),
        ("NotLoaded", Of(@"^(\S+) is not loaded\.")),
        ("UnloadFirst", Of(@"^(.+) requires (\S+)\. Unload it first\.")),
        ("Runs", Of(@"^(\S+) (\S+) runs already\.")),
        ("NoEarlier", Of(@"^(\S+) has no earlier version")),
        ("NoPackage", Of(@"^There is no package (\S+)\. Put")),
        ("NoVersion", Of(@"^There is no version (\S+) of (\S+)\.$")),
        ("NotMigrated", Of(@"^(\S+) (\S+): the data could not be migrated, everything stays on (\S+): (.+)$")),
        ("OnFirst", Of(@"^(\S+) needs (.+)\. Switch it on first\.")),
        ("OffFirst", Of(@"^(.+) needs (\S+)\. Switch it off first\.")),
    ];

    public string Say(string reason)
    {
        if (System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "zh") return reason;
        foreach (var (key, pattern) in Known)
            if (pattern.Match(reason) is { Success: true } match)
                return texts["Reason." + key, [.. match.Groups.Values.Skip(1).Select(group => (object)group.Value)]];
        return reason;
    }

    private static Regex Of(string pattern) => new(pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
}
