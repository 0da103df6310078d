using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests.Accessibility;

/// <summary>What the kiosk shows on the way through its flows, not only at their addresses.</summary>
[Collection(nameof(House))]
public class KioskFlowTests(House house)
{
    private async Task<(IPage Page, AxeCheck Axe)> At(string path)
    {
        var page = await house.Open(1080, 1920);
        await page.GotoAsync($"{house.Address}/k/jia/{path}");
        await House.Alive(page);
        return (page, new(page, "resident"));
    }

    [Fact]
    public async Task Sign_up_and_the_look_at_it_afterwards()
    {
        var (page, axe) = await At("culture/sign-up");
        await page.Locator("main a[href*='culture/sign-up/']").First.ClickAsync();
        await Step(page, axe, "how many", "main .cp-kchoices button:has-text('1')");
        await Step(page, axe, "surname", ".names button");
        await Step(page, axe, "called", "main .cp-kchoices button");
        await KioskHand.Digits(page, KioskHand.SomeTail());
        await Step(page, axe, "phone", "main button:has-text('填好了')");
        await Step(page, axe, "confirm", "main button:has-text('确认报名')");
        await Expect(page.Locator("output.code")).Not.ToBeEmptyAsync();
        await axe.Look("ticket", dark: false);
        var code = await page.Locator("output.code").InnerTextAsync();

        await page.GotoAsync(house.Address + "/k/jia/culture/my-sign-up");
        await House.Alive(page);
        await Keys(page, code.Replace(" ", "", StringComparison.Ordinal));
        await Step(page, axe, "code typed", "main .cp-kq-actions .cp-kbtn-primary");
        await Expect(page.Locator(".cp-klist")).ToBeVisibleAsync();
        await axe.Look("my sign-up", dark: false);
        axe.Demand();
    }

    [Fact]
    public async Task A_wrong_code_at_the_charity_supermarket()
    {
        var (page, axe) = await At("charity-supermarket/balance");
        await Keys(page, "2222222222");
        await page.ClickAsync("main .cp-kq-actions .cp-kbtn-primary");
        await Expect(page.Locator(".cp-kq-errors")).ToBeVisibleAsync();
        await axe.Look("wrong code", dark: false);
        axe.Demand();
    }

    [Fact]
    public async Task Calling_staff_larger_text_and_lower_buttons()
    {
        var (page, axe) = await At("");
        await page.ClickAsync("button:has-text('字大一些')");
        await page.ClickAsync("button:has-text('按钮放低')");
        await Expect(page.Locator("html[data-low=on]")).ToBeAttachedAsync();
        await axe.Look("low, larger", dark: false);
        await page.ClickAsync("button:has-text('找工作人员')");
        await Expect(page.Locator(".cp-kcall")).ToBeVisibleAsync();
        await axe.Look("staff called", dark: false);
        axe.Demand();
    }

    /// <summary>Nobody touches two kiosks: one invites after half a minute, the other warns after one and a half.</summary>
    [Fact]
    public async Task Left_alone()
    {
        var (used, warned) = await At("culture/sign-up");
        var (fresh, invites) = await At("");
        await Expect(fresh.Locator(".cp-kattract")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await invites.Look("attract", dark: false);
        await Expect(used.Locator(".cp-kidle-go")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await warned.Look("idle warning", dark: false);
        invites.Demand();
        warned.Demand();
    }

    private static async Task Step(IPage page, AxeCheck axe, string name, string onward)
    {
        await Expect(page.Locator(onward).First).ToBeVisibleAsync();
        await axe.Look(name, dark: false);
        await page.Locator(onward).First.ClickAsync();
    }

    private static async Task Keys(IPage page, string code)
    {
        foreach (var key in code) await page.Locator($"main .cp-kcode-keys button:text-is('{key}')").ClickAsync();
    }
}
