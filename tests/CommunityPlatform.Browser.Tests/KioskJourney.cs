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
}
