using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

/// <summary>A machine of the hall from its registration to its end, seen from the machine.</summary>
[Collection(nameof(House))]
public class DeviceJourney(House house)
{
    [Fact]
    public async Task The_page_that_stands_open_on_a_revoked_kiosk_leaves()
    {
        var admin = await house.SignedIn("yi.admin", "/c/yi/settings/devices");
        await admin.FillAsync("#dev-name", "大厅入口");
        await admin.ClickAsync("main form button[type=submit]");
        var code = await admin.Locator("#device-code").InnerTextAsync();
        var kiosk = await house.Open(1080, 1920);
        await kiosk.GotoAsync(house.Address + "/device?for=/k/yi");
        await kiosk.FillAsync("#code", code);
        await kiosk.ClickAsync("form[action='/account/device'] button");
        await kiosk.WaitForURLAsync("**/k/yi");
        await House.Alive(kiosk);
        await kiosk.EvaluateAsync("() => window.neverLeft = true");

        await admin.ReloadAsync();
        await House.Alive(admin);
        await admin.Locator("tr:has-text('大厅入口') button").ClickAsync();
        await admin.Locator(".rz-dialog button:has-text('注销')").First.ClickAsync();
        await Expect(admin.Locator("tr:has-text('大厅入口') button")).ToHaveCountAsync(0);
        // Asked every five seconds in this house, every minute in a real one.
        await kiosk.WaitForFunctionAsync("() => window.neverLeft !== true", null, new() { Timeout = 30_000 });
    }
}
