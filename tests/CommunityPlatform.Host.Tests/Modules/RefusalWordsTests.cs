using System.Globalization;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>Every refusal speaks both languages and says in each all that it knows.</summary>
public sealed partial class RefusalWordsTests
{
    private static readonly CultureInfo English = new("en");
    private static readonly CultureInfo Chinese = new("zh-Hans");
    private static readonly string[] Marks = ["⟨0⟩", "⟨1⟩", "⟨2⟩", "⟨3⟩"];

    public static TheoryData<RefusalCode> Codes => [.. Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.Manifest)];

    public static TheoryData<ManifestFaultCode> FaultCodes => [.. Enum.GetValues<ManifestFaultCode>()];

    [Theory, MemberData(nameof(Codes))]
    public void Each_code_has_words_in_both_languages_with_the_same_places(RefusalCode code)
    {
        var refusal = new ModuleRefusal(code, Marks);
        Same(refusal.In(English), refusal.In(Chinese));
        Assert.True(Places(refusal.English) > 0, $"{code} names no file and no module");
        Assert.Matches(EnglishStep(), refusal.English);
        Assert.Matches(ChineseStep(), refusal.In(Chinese));
    }

    [Theory, MemberData(nameof(FaultCodes))]
    public void Each_fault_of_a_manifest_has_words_in_both_languages_with_the_same_places(ManifestFaultCode code)
    {
        var fault = new ManifestFault("id", code, Marks);
        Same(fault.In(English), fault.In(Chinese));
    }

    [Fact]
    public void The_faults_of_a_manifest_are_told_together_each_with_its_place()
    {
        var refusal = new ModuleRefusal([new("id", ManifestFaultCode.Id, "Öl"), new(ManifestFault.File, ManifestFaultCode.Missing)]);
        Assert.Equal(["id", "module.json"], refusal.Arguments);
        Assert.Equal("module.json: id: 'Öl' is not an id. Use lower-case letters, digits and hyphens, at most 40.; The file is missing. Put module.json into the package's top folder.", refusal.English);
        Assert.StartsWith("module.json：id：“Öl”", refusal.In(Chinese), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_say_the_same_are_equal()
    {
        Assert.Equal(new ModuleRefusal(RefusalCode.NoPackage, "good"), new ModuleRefusal(RefusalCode.NoPackage, "good"));
        Assert.NotEqual(new ModuleRefusal(RefusalCode.NoPackage, "good"), new ModuleRefusal(RefusalCode.NoPackage, "other"));
        Assert.NotEqual(new ModuleRefusal(RefusalCode.NotLoaded, "good"), new ModuleRefusal(RefusalCode.NoPackage, "good"));
    }

    [Fact]
    public void The_readers_language_is_taken_where_it_is_shown()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            var refusal = new ModuleRefusal(RefusalCode.NotLoadedHere, "good");
            CultureInfo.CurrentUICulture = Chinese;
            Assert.Contains("运维人员", refusal.Words, StringComparison.Ordinal);
            Assert.Contains("operator", refusal.ToString(), StringComparison.Ordinal);
            CultureInfo.CurrentUICulture = English;
            Assert.Contains("operator", refusal.Words, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static void Same(string english, string chinese)
    {
        Assert.NotEqual(english, chinese);
        Assert.DoesNotMatch(Ideograph(), english);
        Assert.Matches(Ideograph(), chinese);
        foreach (var mark in Marks)
            Assert.True(english.Contains(mark, StringComparison.Ordinal) == chinese.Contains(mark, StringComparison.Ordinal), $"{mark} is named in one language only: {english} / {chinese}");
    }

    private static int Places(string words) => Marks.Count(mark => words.Contains(mark, StringComparison.Ordinal));

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Ideograph();

    [GeneratedRegex(@"\b(install|put|build|leave|add|keep|copy|check|load|remove|ask|give|make|move|change|unload|look up|switch \S+ o(n|ff)|try again|nothing is to be done|the log tells)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishStep();

    [GeneratedRegex("请|不用再|日志里")]
    private static partial Regex ChineseStep();
}
