using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

public partial class TextTests
{
    private static readonly ResourceManager Words = new("CommunityPlatform.Culture.Texts", typeof(Texts).Assembly);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../modules/culture"));

    private static void Stands(string key)
    {
        foreach (var culture in new[] { "zh-Hans", "en" })
            Assert.True(Words.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, culture == "zh-Hans")?.GetString(key) is { Length: > 0 }, $"{key} has no words in {culture}.");
    }

    [Fact]
    public void Every_word_that_a_page_asks_for_stands_in_both_languages()
    {
        var keys = Directory.EnumerateFiles(Root(), "*.*", SearchOption.AllDirectories).Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(file => Asked().Matches(File.ReadAllText(file))).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups[1].Value)
            .Where(key => !key.EndsWith('.') && key.Contains('.', StringComparison.Ordinal)).ToHashSet();
        Assert.True(keys.Count > 150, "The search finds the keys.");
        Assert.All(keys, Stands);
    }

    [Fact]
    public void Every_value_that_is_shown_by_name_has_words()
    {
        foreach (var type in new[] { typeof(EventLevel), typeof(EventState), typeof(PartKind), typeof(Audience), typeof(NeedServed), typeof(Festival), typeof(SignUpState), typeof(PictureConsent), typeof(GalaStep), typeof(EntryForm) })
            foreach (var name in Enum.GetNames(type)) Stands($"{type.Name}.{name}");
        foreach (var name in Enum.GetNames<Overview.GapKind>().Where(name => name != nameof(Overview.GapKind.FestivalWithoutEvent))) Stands("Gap." + name);
        foreach (var name in Enum.GetNames<EventState>()) Stands("Event.Next." + name);
        foreach (var name in Enum.GetNames<GalaStep>()) Stands("Gala.Next." + name);
        foreach (var name in new[] { "TooFew", "TooMany", "TooShort", "TooLong", "SideTooFew", "SideTooMany", "BackToBack", "SketchOutdoors" }) Stands("Warning." + name);
    }

    [Fact]
    public void Every_refusal_has_words()
    {
        foreach (var type in typeof(CultureModule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)) && type.GetProperty("TextKey", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is null))
            Stands("Refusal." + type.Name);
        foreach (var name in Enum.GetNames<EventState>()) Stands("Refusal.WrongState." + name);
    }

    [Fact]
    public void No_Chinese_stands_outside_the_resources()
    {
        var files = Directory.EnumerateFiles(Root(), "*.*", SearchOption.AllDirectories).Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        foreach (var file in files)
            foreach (var line in File.ReadLines(file).Where(line => !line.Contains("//", StringComparison.Ordinal) && !line.TrimStart().StartsWith("@*", StringComparison.Ordinal)))
                Assert.False(Chinese().IsMatch(line), $"{Path.GetFileName(file)}: {line.Trim()}");
    }

    [Fact]
    public void The_manifest_names_every_act_and_no_other()
    {
        var acts = ManifestReader.Read(Path.Combine(Root(), "module.json"), out _)!.Acts;
        Assert.Equal(Testing.ActWords.ActsOf(typeof(CultureModule).Assembly), acts.Keys.Order(StringComparer.Ordinal));
        Assert.All(acts.Values, words => Assert.False(string.IsNullOrWhiteSpace(words.En)));
    }

    [Fact]
    public void The_manifest_is_good_and_names_every_permission()
    {
        var manifest = ManifestReader.Read(Path.Combine(Root(), "module.json"), out var faults);
        Assert.Empty(faults);
        var declared = manifest!.Permissions.Select(entry => entry.Id).Order(StringComparer.Ordinal);
        Assert.Equal(typeof(CulturePermissions).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal), declared);
    }

    [GeneratedRegex("""[Tt](exts)?\[[^\]]*""")]
    private static partial Regex Asked();

    [GeneratedRegex("\"([A-Za-z][A-Za-z.-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
