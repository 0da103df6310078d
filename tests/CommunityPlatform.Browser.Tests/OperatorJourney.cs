using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

[Collection(nameof(House))]
public class OperatorJourney(House house)
{
    private const string Card = "article[data-package='good']";

    [Fact]
    public async Task A_dropped_plugin_is_loaded_replaced_rolled_back_and_switched_off_while_people_go_on()
    {
        var kiosk = await HalfSignedUp();
        var desk = await house.SignedIn("operator", "/admin/packages");
        await Expect(desk.Locator(Card)).ToHaveCountAsync(0);
        house.Drop("good-1", "good");
        await Seen(desk.Locator(Card), "the package");

        await desk.ClickAsync($"{Card} [data-act=load]");
        await desk.ClickAsync("#confirm-act");
        await Expect(desk.Locator(Card)).ToHaveAttributeAsync("data-state", "Loaded");
        var admin = await house.SignedIn("jia.admin", "/c/jia/settings/modules");
        await Switch(admin, "true");

        var tab = await house.SignedIn("jia.worker1", "/c/jia/good");
        await Expect(tab.Locator("#label")).ToHaveTextAsync("Good one");
        await tab.ClickAsync("#count");
        await Expect(tab.Locator("#count")).ToHaveTextAsync("1");
        await tab.EvaluateAsync("() => window.neverLeft = true");
        await KioskHand.Digits(kiosk, "2");

        house.Drop("good-2", "good");
        await Seen(desk.Locator(Card).GetByRole(AriaRole.Button, new() { NameString = "2.0.0" }), "the newer version");
        await desk.Locator(Card).GetByRole(AriaRole.Button, new() { NameString = "2.0.0" }).ClickAsync();
        await desk.ClickAsync("#confirm-act");
        await Expect(tab.Locator("#label")).ToHaveTextAsync("Good two");
        // Its data came along.
        await tab.ClickAsync("#count");
        await Expect(tab.Locator("#count")).ToHaveTextAsync("2");
        await KioskHand.Digits(kiosk, "3");

        await desk.Locator(Card).GetByRole(AriaRole.Button, new() { NameString = "1.0.0" }).ClickAsync();
        await desk.ClickAsync("#confirm-act");
        await Expect(tab.Locator("#label")).ToHaveTextAsync("Good one");
        await tab.ClickAsync("#count");
        await Expect(tab.Locator("#count")).ToHaveTextAsync("3");

        await Switch(admin, "false");
        await Expect(tab.Locator("#door")).ToHaveAttributeAsync("data-verdict", "NotAvailable");
        await Expect(tab.Locator("#label")).ToHaveCountAsync(0);
        Assert.True(await tab.EvaluateAsync<bool>("() => window.neverLeft === true"), "The tab was loaded anew.");

        // Nobody at the kiosk noticed anything.
        await Expect(kiosk.Locator(".cp-kpad-value")).ToHaveTextAsync("123");
        Assert.True(await kiosk.EvaluateAsync<bool>("() => window.neverLeft === true"), "The kiosk was loaded anew.");
        await KioskHand.Digits(kiosk, "4");
        Assert.NotEmpty(await KioskHand.Confirm(kiosk));
    }

    /// <summary>A resident in the middle of the sign-up: one digit of four is typed.</summary>
    private async Task<IPage> HalfSignedUp()
    {
        var kiosk = await house.Open(1080, 1920);
        await kiosk.GotoAsync(house.Address + "/k/jia/culture/sign-up");
        await House.Alive(kiosk);
        await kiosk.Locator("main a[href*='culture/sign-up/']").First.ClickAsync();
        await KioskHand.AnswerUpToPhone(kiosk);
        await KioskHand.Digits(kiosk, "1");
        await kiosk.EvaluateAsync("() => window.neverLeft = true");
        return kiosk;
    }

    /// <summary>What was dropped in shows on the open page within two seconds.</summary>
    private static async Task Seen(ILocator what, string name)
    {
        var watch = Stopwatch.StartNew();
        await Expect(what).ToBeVisibleAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.ElapsedMilliseconds} ms until {name} was seen.");
    }

    private static async Task Switch(IPage admin, string to)
    {
        await admin.ClickAsync("[data-module=good] .adm-switch");
        await admin.ClickAsync("#confirm-switch");
        await Expect(admin.Locator("[data-module=good] .adm-switch")).ToHaveAttributeAsync("aria-checked", to);
    }
}
