using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Devices;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>A page that stands open on a machine of the hall is no way round a revocation.</summary>
[Collection(ModulesCollection.Name)]
public sealed class RevokedDeviceTests
{
    [Fact]
    public void An_open_page_asks_every_minute_and_no_setting_makes_it_ask_seldomer()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), new PlatformOptions { Data = "", Keys = "", PackageFolders = [], Scene = null, SafeMode = false }.Hardening.LookAgain);
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Platform:Hardening:LookAgainSeconds"] = "3600" };
        Assert.Equal(TimeSpan.FromMinutes(1), CommunityPlatform.Host.Hardening.HardeningOptions.From(settings).LookAgain);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_open_page_of_a_revoked_device_goes_to_its_door(bool here)
    {
        using var folders = new TestFolders();
        await using var host = await TestHost.Start(folders, arguments: [.. await folders.Database(TestEngine.Kind), "--Platform:Hardening:LookAgainSeconds", "1"]);
        var devices = host.Get<DeviceDesk>();
        var code = (await devices.MakeCode(Asker.Platform, "jia", DeviceKind.Kiosk, "entrance", CancellationToken.None)).Value;
        var device = (await devices.Register(code.Code, "jia", DeviceKind.Kiosk, CancellationToken.None)).Value;
        await using var scope = host.Services.CreateAsyncScope();
        var page = new OpenPage();
        using var watch = (IDisposable)ActivatorUtilities.CreateInstance<AccountRevalidation>(scope.ServiceProvider, page);
        ((IHostEnvironmentAuthenticationStateProvider)watch).SetAuthenticationState(Task.FromResult(new AuthenticationState(KnownDevices.Principal(device))));
        await Task.Delay(2500);
        Assert.Null(page.Left);

        if (here) Assert.True((await devices.Revoke(Asker.Platform, "jia", device.Id, CancellationToken.None)).Ok);
        else
        {
            // As another host does it: only the row tells.
            await using var database = await host.Platforms();
            (await database.Devices.FindAsync(device.Id))!.RevokedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
            await database.SaveChangesAsync();
        }
        await Eventually.True(() => page.Left is not null, "the page left", seconds: 5);
        Assert.Equal(("http://hall/k/jia/", true), page.Left);
    }

    /// <summary>A kiosk's page as the circuit knows it.</summary>
    private sealed class OpenPage : NavigationManager
    {
        public OpenPage() => Initialize("http://hall/k/jia/", "http://hall/k/jia/culture/sign-up");

        public (string To, bool Anew)? Left { get; private set; }

        protected override void NavigateToCore(string uri, NavigationOptions options) => Left = (uri, options.ForceLoad);
    }
}
