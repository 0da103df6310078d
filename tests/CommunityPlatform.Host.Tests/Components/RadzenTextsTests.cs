using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Components;
using Radzen.Blazor;

namespace CommunityPlatform.Host.Tests.Components;

/// <summary>The own words of the parts that our pages use: tables, their pages, dialogs.</summary>
public sealed partial class RadzenTextsTests
{
    public static TheoryData<string> Keys =>
    [
        .. typeof(RadzenStrings).GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(property => property.Name)
            .Where(name => Used().IsMatch(name)),
    ];

    [Theory, MemberData(nameof(Keys))]
    public void Are_there_in_both_languages(string key)
    {
        var words = new RadzenTexts();
        var (chinese, english) = (words.Get(key, new("zh-Hans")), words.Get(key, new("en")));
        Assert.True(chinese is not null && english is not null, key);
        Assert.Matches(Ideograph(), chinese);
        Assert.DoesNotMatch(Ideograph(), english);
        var theirs = (string)typeof(RadzenStrings).GetProperty(key, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
        Assert.Equal(Places(theirs), Places(chinese!));
        Assert.Equal(Places(theirs), Places(english!));
    }

    [Fact]
    public void Leave_what_is_not_known_to_Radzen() => Assert.Null(new RadzenTexts().Get("Gantt_NoSuchWord", CultureInfo.InvariantCulture));

    private static string Places(string words) => string.Join(',', Place().Matches(words).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("^(DataGrid_(?!CustomText|EnumNullFilterText)|Pager_|Dialog_(?!ResizeBar|CloseSide)|Notification_)")]
    private static partial Regex Used();

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Ideograph();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
