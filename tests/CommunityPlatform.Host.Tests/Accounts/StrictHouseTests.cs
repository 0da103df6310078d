using System.Net;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Devices;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class StrictHouseTests(StrictHouse house) : IClassFixture<StrictHouse>
{
    private static CancellationToken No => CancellationToken.None;

    private DeviceDesk Devices => house.Services.GetRequiredService<DeviceDesk>();

    private static string Fresh() => "s" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task Lets_no_administrator_in_without_a_second_factor_and_workers_as_before()
    {
        var (admin, worker) = (Fresh(), Fresh());
        await house.Account(admin, "yan", Roles.CommunityAdmin);
        await house.Account(worker, "yan", Roles.Worker);
        using var browser = house.Browser();
        Assert.StartsWith("/two-factor", House.Where(await House.SignIn(browser, admin)), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", House.Where(await browser.GetAsync("/c/yan")), StringComparison.Ordinal);
        var (_, page) = await SecondFactorTests.SwitchOn(browser);
        Assert.Contains("back=%2Fc%2Fyan", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/yan/settings/accounts")).StatusCode);
        Assert.EndsWith("said=SecondFactorRequired", House.Where(await House.Send(browser, "/security", "/account/two-factor/off", ("current", House.Password))), StringComparison.Ordinal);

        using var other = house.Browser();
        Assert.Equal("/c/yan", House.Where(await House.SignIn(other, worker)));
    }

    [Fact]
    public async Task Shows_an_unregistered_browser_the_registration_and_nothing_of_the_kiosk()
    {
        await house.Account(Fresh(), "yan", Roles.Worker);
        using var browser = house.Browser();
        Assert.Equal("/device?for=%2Fk%2Fyan", House.Where(await browser.GetAsync("/k/yan")));
        Assert.Equal("/device?for=%2Fd%2Fyan", House.Where(await browser.GetAsync("/d/yan")));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/k/yan/_blazor/negotiate", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/k/yan/_blazor")).StatusCode);
        Assert.Contains("还没有登记为yan community的自助机", WebUtility.HtmlDecode(await browser.GetStringAsync("/device?for=%2Fk%2Fyan")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_makes_one_device_of_one_kind_in_one_community()
    {
        var admin = await house.Account(Fresh(), "yan", Roles.CommunityAdmin);
        await house.Community("hai");
        var by = new Asker(admin, "admin", false);
        var made = await Devices.MakeCode(by, "yan", DeviceKind.Kiosk, "大厅入口", No);
        Assert.True(made.Ok);
        using var browser = house.Browser();
        foreach (var elsewhere in (string[])["/d/yan", "/k/hai"])
            Assert.Contains("said=DeviceCodeDead", House.Where(await Register(browser, elsewhere, made.Value.Code)), StringComparison.Ordinal);
        Assert.Equal("/k/yan", House.Where(await Register(browser, "/k/yan", made.Value.Code.ToLowerInvariant().Insert(4, " "))));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/k/yan")).StatusCode);
        Assert.StartsWith("/device", House.Where(await browser.GetAsync("/d/yan")), StringComparison.Ordinal);
        Assert.StartsWith("/device", House.Where(await browser.GetAsync("/k/hai")), StringComparison.Ordinal);
        // It is nobody at the desks.
        Assert.StartsWith("/sign-in", House.Where(await browser.GetAsync("/c/yan")), StringComparison.Ordinal);

        using var second = house.Browser();
        Assert.Contains("said=DeviceCodeDead", House.Where(await Register(second, "/k/yan", made.Value.Code)), StringComparison.Ordinal);

        var row = Assert.Single(await Devices.Of("yan", No), row => row.Name == "大厅入口");
        Assert.IsType<NotFound>((await Devices.Revoke(Asker.Platform, "hai", row.Id, No)).Refusal);
        Assert.True((await Devices.Revoke(by, "yan", row.Id, No)).Ok);
        Assert.StartsWith("/device", House.Where(await browser.GetAsync("/k/yan")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_are_made_by_who_may_and_end_after_a_quarter_of_an_hour()
    {
        var worker = await house.Account(Fresh(), "yan", Roles.Worker);
        Assert.IsType<NotAllowed>((await Devices.MakeCode(new(worker, "worker", false), "yan", DeviceKind.Kiosk, "x", No)).Refusal);
        Assert.IsType<DeviceNameMissing>((await Devices.MakeCode(Asker.Platform, "yan", DeviceKind.Kiosk, " ", No)).Refusal);
        var made = (await Devices.MakeCode(Asker.Platform, "yan", DeviceKind.Display, "窗口上方", No)).Value;
        Assert.InRange(made.Until - TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        await using (var database = house.Books())
        {
            var row = database.DeviceCodes.Single(row => row.Name == "窗口上方");
            Assert.DoesNotContain(made.Code, row.Hash, StringComparison.Ordinal);
            database.DeviceCodes.Remove(row);
            database.DeviceCodes.Add(new() { Hash = row.Hash, Community = row.Community, Kind = row.Kind, Name = row.Name, By = row.By, Until = row.Until.AddMinutes(-16) });
            await database.SaveChangesAsync();
        }
        Assert.IsType<DeviceCodeDead>((await Devices.Register(made.Code, "yan", DeviceKind.Display, No)).Refusal);
    }

    private static Task<HttpResponseMessage> Register(HttpClient browser, string place, string code) =>
        House.Send(browser, "/device?for=" + Uri.EscapeDataString(place), "/account/device", ("for", place), ("code", code));
}
