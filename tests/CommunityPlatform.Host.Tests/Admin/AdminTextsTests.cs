using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Admin;

namespace CommunityPlatform.Host.Tests.Admin;

public sealed class AdminTextsTests
{
    [Fact]
    public void Have_an_English_word_with_the_same_places_for_each_Chinese_one()
    {
        var words = new ResourceManager(typeof(AdminTexts));
        var english = words.GetResourceSet(new CultureInfo("en"), createIfNotExists: true, tryParents: false)!;
        foreach (System.Collections.DictionaryEntry chinese in words.GetResourceSet(CultureInfo.InvariantCulture, true, false)!)
        {
            var key = (string)chinese.Key;
            var there = english.GetString(key);
            Assert.True(there is not null, key);
            Assert.Equal(Places((string)chinese.Value!), Places(there!));
        }
    }

    [Fact]
    public void Have_a_short_word_for_each_refusal_of_the_account_desk()
    {
        var words = new ResourceManager(typeof(AdminTexts));
        var refusals = typeof(AdminTexts).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CommunityPlatform.Sdk.UseCases.Refusal))).ToList();
        Assert.True(refusals.Count > 15);
        Assert.All(refusals, type => Assert.NotNull(words.GetString("Outcome." + type.Name, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Name_every_act_of_the_platform()
    {
        var words = new ResourceManager(typeof(AdminTexts));
        Assert.All(CommunityPlatform.Testing.ActWords.ActsOf(typeof(AdminTexts).Assembly), act => Assert.True(words.GetString("Act." + act, CultureInfo.InvariantCulture) is not null, act));
    }

    private static string Places(string text) => string.Join(',', Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order(StringComparer.Ordinal));
}
