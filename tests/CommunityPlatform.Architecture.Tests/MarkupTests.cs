using System.Text.RegularExpressions;

namespace CommunityPlatform.Architecture.Tests;

/// <summary>What the Content-Security-Policy forbids in the browser is not written in the first place.</summary>
public partial class MarkupTests
{
    /// <summary>Raw markup, each made by the house itself: shapes of the kit, and the picture of a code.</summary>
    private static readonly string[] Raw = ["host/CommunityPlatform.Sdk/Ui/Icon.razor", "host/CommunityPlatform.Host/Accounts/TwoFactorPage.razor"];

    /// <summary>Parts of Radzen that are known to need no script in their markup; others write onclick, oninput or onmousedown.</summary>
    private static readonly string[] Quiet = ["RadzenDataGrid", "RadzenDataGridColumn", "RadzenChart", "RadzenColumnSeries", "RadzenTooltip", "RadzenNotification", "RadzenDialog", "RadzenContextMenu", "RadzenButton"];

    /// <summary>Where an address is put together by the house and may lead anywhere in it.</summary>
    private static readonly string[] Redirects = ["host/CommunityPlatform.Host/Platform.cs", "host/CommunityPlatform.Host/Devices/DeviceServices.cs"];

    public static TheoryData<string> Pages => [.. Tree.Sources(".razor").Select(Tree.Name)];

    public static TheoryData<string> Scripts => [.. Tree.Sources(".js").Where(file => file.Contains("wwwroot", StringComparison.Ordinal)).Select(Tree.Name)];

    [Theory, MemberData(nameof(Pages))]
    public void A_page_carries_no_script_and_no_style_of_its_own(string page)
    {
        var text = Comment().Replace(Read(page), "");
        Assert.DoesNotMatch(InlineScript(), text);
        Assert.DoesNotMatch(InlineHandler(), text);
        Assert.DoesNotContain("<style", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("srcdoc=", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Pages))]
    public void A_page_uses_only_those_parts_of_Radzen_that_need_no_script_in_their_markup(string page) =>
        Assert.Empty(Radzen().Matches(Read(page)).Select(match => match.Groups[1].Value).Except(Quiet));

    [Fact]
    public void Nobody_s_text_becomes_markup()
    {
        string[] ways = ["MarkupString", "AddMarkupContent", "HtmlString", "Html.Raw"];
        var found = Tree.Sources(".cs", ".razor").Where(file => ways.Any(way => File.ReadAllText(file).Contains(way, StringComparison.Ordinal))).Select(file => Tree.Name(file).Replace('\\', '/'));
        Assert.Equal(Raw.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_makes_no_script_and_no_markup_out_of_text(string script) => Assert.DoesNotMatch(MadeOfText(), Read(script));

    [Fact]
    public void There_are_pages_and_scripts_to_look_at()
    {
        Assert.True(Pages.Count > 100);
        Assert.True(Scripts.Count > 3);
    }

    /// <summary>An address that came with the request goes through LocalRedirect, which leads nowhere else.</summary>
    [Fact]
    public void Nobody_is_led_out_of_the_house()
    {
        var found = Tree.Sources(".cs", ".razor").Where(file => FreeRedirect().IsMatch(File.ReadAllText(file))).Select(file => Tree.Name(file).Replace('\\', '/'));
        Assert.Equal(Redirects.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Tree.Root, name));

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"<script(?![^>]*\bsrc="")", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    // "@onclick" is Blazor's; "onclick" would be the browser's.
    [GeneratedRegex(@"<[a-zA-Z][^<>]*\s(?<!@)on[a-z]+\s*=\s*""(?!@)", RegexOptions.None)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("<(Radzen[A-Za-z]+)")]
    private static partial Regex Radzen();

    [GeneratedRegex(@"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setTimeout\(\s*[""'`]")]
    private static partial Regex MadeOfText();

    [GeneratedRegex(@"(?<!Local)Redirect\((?!""/)|RedirectToRoute|Response\.Headers\.Location")]
    private static partial Regex FreeRedirect();
}
