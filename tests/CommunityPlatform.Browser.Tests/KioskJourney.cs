using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

[Collection(nameof(House))]
public class KioskJourney(House house)
{
    [Fact]
    public async Task A_resident_signs_up_by_touch_alone()
    {
        var page = await house.Open(1080, 1920);
        await page.GotoAsync(house.Address + "/k/jia/culture/sign-up");
        await House.Alive(page);
        await page.Locator("main a[href*='culture/sign-up/']").First.ClickAsync();
        await KioskHand.AnswerUpToPhone(page);
        await KioskHand.Digits(page, KioskHand.SomeTail());
        Assert.Matches("^[0-9A-Z]{4} [0-9A-Z]{4}$", await KioskHand.Confirm(page));
    }

    [Fact]
    public async Task Who_calls_at_the_kiosk_is_seen_by_staff_and_told_that_somebody_comes()
    {
        var staff = await house.SignedIn("jia.worker1", "/c/jia/");
        var elsewhere = await house.SignedIn("yi.worker1", "/c/yi/");
        var kiosk = await house.Open(1080, 1920);
        await kiosk.GotoAsync(house.Address + "/k/jia");
        await House.Alive(kiosk);
        // Calls of earlier visitors are answered first.
        while (await staff.Locator(".cp-callbar").CountAsync() is > 0 and var before)
        {
            await staff.Locator(".cp-callbar button").First.ClickAsync();
            await Expect(staff.Locator(".cp-callbar")).ToHaveCountAsync(before - 1);
        }
        await kiosk.ClickAsync("button:has-text('找工作人员')");
        await staff.ClickAsync(".cp-callbar button:has-text('我去看看')");
        await Expect(kiosk.GetByText("工作人员看到了")).ToBeVisibleAsync();
        await Expect(staff.Locator(".cp-callbar")).ToHaveCountAsync(0);
        await Expect(elsewhere.Locator(".cp-callbar")).ToHaveCountAsync(0);
    }
}
