using System.Globalization;
using System.Reflection;
using System.Resources;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.CharitySupermarket.Tests;

public class WordsTests
{
    private static readonly ResourceManager Words = new("CommunityPlatform.CharitySupermarket.Texts", typeof(Texts).Assembly);

    public static TheoryData<string> Languages => ["zh-Hans", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_refusal_and_every_name_has_words(string language)
    {
        var set = Words.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: language != "en")!;
        var types = typeof(Texts).Assembly.GetTypes();
        var refusals = types.Where(type => type.IsSubclassOf(typeof(Refusal))).Select(type => "Refusal." + type.Name);
        var names = new[] { typeof(DonorKind), typeof(EligibilitySource), typeof(MovementReason), typeof(VoucherOrigin), typeof(VoucherState) }
            .SelectMany(type => Enum.GetNames(type).Select(name => type.Name + "." + name));
        Assert.DoesNotContain(refusals.Concat(names), key => set.GetString(key) is null);
    }

    [Fact]
    public void The_manifest_is_good_and_declares_every_permission()
    {
        var manifest = ManifestReader.Read(Path.Combine(AppContext.BaseDirectory, "charity-supermarket.json"), out var faults);
        Assert.Empty(faults);
        var constants = typeof(MarketPermissions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(StringComparer.Ordinal), manifest!.Permissions.Select(one => one.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_names_every_act_and_no_other()
    {
        var acts = ManifestReader.Read(Path.Combine(AppContext.BaseDirectory, "charity-supermarket.json"), out _)!.Acts;
        Assert.Equal(Testing.ActWords.ActsOf(typeof(Texts).Assembly), acts.Keys.Order(StringComparer.Ordinal));
        Assert.All(acts.Values, words => Assert.False(string.IsNullOrWhiteSpace(words.En)));
    }

    [Fact]
    public void Every_page_names_its_permission() =>
        Assert.DoesNotContain(typeof(Texts).Assembly.GetTypes(), type => type.GetCustomAttributes<Microsoft.AspNetCore.Components.RouteAttribute>().Any() && type.GetCustomAttribute<NeedsAttribute>() is null);
}
