using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

/// <summary>A resident's hand at the kiosk's sign-up: taps only.</summary>
internal static class KioskHand
{
    /// <summary>From the open event to the question for the phone's last digits.</summary>
    public static async Task AnswerUpToPhone(IPage page)
    {
        await page.ClickAsync("main .cp-kchoices button:has-text('1')");
        await page.Locator(".names button").First.ClickAsync();
        await page.Locator("main .cp-kchoices button").First.ClickAsync();
    }

    public static async Task Digits(IPage page, string digits)
    {
        foreach (var digit in digits) await page.Locator($"main button:text-is('{digit}')").ClickAsync();
    }

    /// <summary>Confirms, and gives the code on the ticket.</summary>
    public static async Task<string> Confirm(IPage page)
    {
        await page.ClickAsync("main button:has-text('填好了')");
        await page.ClickAsync("main button:has-text('确认报名')");
        var code = page.Locator("output.code");
        await Expect(code).Not.ToBeEmptyAsync();
        return await code.InnerTextAsync();
    }

    public static string SomeTail() => Random.Shared.Next(1000, 9999).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
