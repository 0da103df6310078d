using CommunityPlatform.Packaging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

[Collection(nameof(House))]
public class PackageFileJourney(House house)
{
    private const string Card = "article[data-package='lib-a']";

    [Fact]
    public async Task A_package_file_is_looked_at_agreed_to_loaded_switched_on_and_in_the_end_uninstalled()
    {
        var desk = await house.SignedIn("operator", "/admin/packages");
        await desk.ClickAsync("#add-package");
        // The framework listens to the file field a moment after it is drawn; nobody chooses a file that fast.
        await desk.WaitForFunctionAsync("() => document.querySelector('#package-file')?._blazorInputFileNextFileId !== undefined");
        await desk.SetInputFilesAsync("#package-file", new FilePayload { Name = "holiday.cpkg", MimeType = "application/octet-stream", Buffer = "these are no modules"u8.ToArray() });
        await Expect(desk.Locator("#package-file-e")).ToContainTextAsync("holiday.cpkg");

        await desk.SetInputFilesAsync("#package-file", new FilePayload { Name = "lib-a-1.0.0.cpkg", MimeType = "application/octet-stream", Buffer = Packed("lib-a") });
        await Expect(desk.Locator("[data-step=New]")).ToBeVisibleAsync();
        await Expect(desk.Locator("#add-install")).ToBeDisabledAsync();
        await desk.CheckAsync("#agree");
        await desk.ClickAsync("#add-install");
        await desk.ClickAsync("#add-load");
        await desk.SelectOptionAsync("#package-community", "yi");
        await desk.ClickAsync("#add-on");
        await Expect(desk.Locator("#add-on")).ToHaveCountAsync(0);

        var worker = await house.SignedIn("yi.worker1", "/c/yi/lib-a");
        await Expect(worker.Locator("#label")).ToBeVisibleAsync();
        await desk.Locator(".adm-foot button").ClickAsync();
        await Expect(desk.Locator(Card)).ToHaveAttributeAsync("data-state", "Loaded");

        // On somewhere, it cannot be uninstalled.
        await desk.ClickAsync($"{Card} [data-act=uninstall]");
        await Expect(desk.Locator(".adm .cp-notice[role=alert]")).ToBeVisibleAsync();
        await Expect(desk.Locator("#confirm-act")).ToHaveCountAsync(0);
        await desk.Locator(".adm-foot button").ClickAsync();

        var admin = await house.SignedIn("yi.admin", "/c/yi/settings/modules");
        await admin.ClickAsync("[data-module=lib-a] .adm-switch");
        await admin.ClickAsync("#confirm-switch");
        await Expect(worker.Locator("#label")).ToHaveCountAsync(0);
        await desk.ClickAsync($"{Card} [data-act=uninstall]");
        await desk.ClickAsync("#confirm-act");
        await desk.ClickAsync($"{Card} [data-act=undo-uninstall]");
        await desk.ClickAsync("#confirm-act");
        await Expect(desk.Locator($"{Card} [data-act=load]")).ToBeVisibleAsync();
    }

    private static byte[] Packed(string variant)
    {
        using var file = new MemoryStream();
        PackageWriter.Write(House.Built(variant), file);
        return file.ToArray();
    }
}
