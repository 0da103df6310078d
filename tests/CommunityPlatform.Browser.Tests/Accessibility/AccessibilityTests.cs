using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests.Accessibility;

/// <summary>Every page, as everybody who uses it sees it, without a serious or critical violation of axe's rules.</summary>
[Collection(nameof(House))]
public class AccessibilityTests(House house)
{
    private static readonly Dictionary<string, string[]> AdminOpens = new(StringComparer.Ordinal)
    {
        ["/"] = [".cp-cmd", ".cp-who"],
        ["/settings/modules"] = ["[data-module=culture] .adm-open", "[data-module=culture] .adm-switch"],
        ["/settings/accounts"] = ["main table .cp-btn"],
        ["/charity-supermarket/stock"] = ["main table button:has-text('批次')"],
        ["/charity-supermarket/vouchers"] = ["main table button:has-text('打印')", "main table button:has-text('作废')"],
        ["/charity-supermarket/beneficiaries"] = ["main table button"],
    };

    private static readonly Dictionary<string, string> AdminAsks = new(StringComparer.Ordinal) { ["/register"] = "?purpose=serve", ["/register/residents/{Id:guid}"] = "?purpose=serve" };

    private static readonly Dictionary<string, string[]> CounterOpens = new(StringComparer.Ordinal)
    {
        ["/charity-supermarket/counter"] = ["main [data-go=before]"],
        [Round.Counters] = [],
    };

    private static readonly Dictionary<string, string[]> OperatorOpens = new(StringComparer.Ordinal)
    {
        ["/packages"] = ["[data-package=culture] [data-act=unload]", "[data-package=culture] [data-act=uninstall]"],
        ["/accounts/{Slug}"] = ["main table .cp-btn"],
    };

    [Fact]
    public async Task Before_the_sign_in() => await new Round(house, await house.Open(), "visitor", "") { Circuit = false }.Over("Front");

    [Fact]
    public async Task Community_administrator() =>
        await new Round(house, await house.SignedIn("jia.admin", "/c/jia/"), "jia.admin", "/c/jia") { Opens = AdminOpens, Asks = AdminAsks }.Over("Staff");

    [Fact]
    public async Task Counter() =>
        await new Round(house, await house.SignedIn("jia.counter", "/c/jia/"), "jia.counter", "/c/jia") { ReachesAll = false, Opens = CounterOpens }.Over("Staff");

    [Theory, InlineData("jia.worker1"), InlineData("jia.approver")]
    public async Task Staff(string who) =>
        await new Round(house, await house.SignedIn(who, "/c/jia/"), who, "/c/jia") { ReachesAll = false }.Over("Staff");

    [Fact]
    public async Task Operator() =>
        await new Round(house, await house.SignedIn("operator", "/admin/"), "operator", "/admin") { Opens = OperatorOpens }.Over("Operator");

    [Fact]
    public async Task Street()
    {
        var page = await house.SignedIn("street", "/c/jia/");
        await page.GotoAsync(house.Address + "/");
        var place = (await page.Locator("a[href^='/street/']").First.GetAttributeAsync("href"))!.TrimEnd('/');
        await new Round(house, page, "street", place).Over("Street");
        await new Round(house, page, "street", "/c/jia") { ReachesAll = false }.Over("Staff");
    }

    [Fact]
    public async Task Kiosk() => await new Round(house, await house.Open(1080, 1920), "resident", "/k/jia") { Dark = false }.Over("Kiosk");

    [Fact]
    public async Task Call_screen() => await new Round(house, await house.Open(1920, 1080), "hall", "/d/jia") { Dark = false }.Over("Display");
}
