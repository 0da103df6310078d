using Microsoft.Playwright;
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
        await page.Locator("main a[href*='culture/sign-up/'], main button:has-text('报名')").First.ClickAsync();
        await page.ClickAsync("main button:has-text('1')");
        await page.Locator(".names button").First.ClickAsync();
        await page.Locator("main .cp-kchoices button").First.ClickAsync();
        foreach (var digit in Random.Shared.Next(1000, 9999).ToString(System.Globalization.CultureInfo.InvariantCulture))
            await page.Locator($"main button:text-is('{digit}')").ClickAsync();
        await page.ClickAsync("main button:has-text('填好了')");
        await page.ClickAsync("main button:has-text('确认报名')");
        await Expect(page.Locator("output.code")).ToBeVisibleAsync();
    }
}
