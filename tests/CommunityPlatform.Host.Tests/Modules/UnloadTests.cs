using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>What leaves gives its memory back.</summary>
[Collection(ModulesCollection.Name)]
public sealed class UnloadTests(Browser browser)
{
    private const int Cycles = 20;

    private static async Task Gone(TestHost host)
    {
        try
        {
            await Eventually.True(async () =>
            {
                await host.Departures.Collect(1, CancellationToken.None);
                return host.Departures.Alive().Count == 0;
            }, "no load context is alive", 30);
        }
        catch (TimeoutException)
        {
            // With CP_HOLD set the process waits to be looked into: who holds a LoaderAllocator?
            if (Environment.GetEnvironmentVariable("CP_HOLD") is not null) await Task.Delay(TimeSpan.FromMinutes(5));
            Assert.Fail($"Still in memory: {string.Join(", ", host.Departures.Alive().Select(departure => departure.Since.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)))}");
        }
    }

    [Fact]
    public async Task Cycles_of_prerendered_pages_and_endpoints_leave_nothing()
    {
        await using var host = await TestHost.With("good-1", "lib-a");
        await host.Enable("good");
        await host.Enable("lib-a");
        for (var i = 0; i < Cycles; i++)
        {
            Assert.Equal(200, await host.Status("/c/jia/good"));
            Assert.Equal(200, await host.Status("/k/jia/good/kiosk"));
            Assert.Equal(200, await host.Status("/c/jia/api/good/count"));
            await host.Act("good", "AddNote", new { Text = $"note {i}" });
            await host.Act("good", "AddNote", new { Text = $"note {i}", Then = "Throw" });
            Assert.True((await host.Act("good", "ExportNotes")).Ok);
            await host.Act("lib-a", "Render", new { Text = "hello" });
            await host.Desk.UnloadNow("good", "test", CancellationToken.None);
            Assert.Equal(404, await host.Status("/c/jia/good"));
            await host.Desk.LoadNow("good", null, "test", CancellationToken.None);
        }
        await host.Desk.UnloadNow("good", "test", CancellationToken.None);
        await Gone(host);
    }

    [Fact]
    public async Task Cycles_in_one_living_circuit_leave_nothing()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        var page = await browser.Open(host.Address + "/c/jia/good");
        for (var i = 0; i < Cycles; i++)
        {
            await page.WaitForSelectorAsync("#label");
            await page.ClickAsync("#count");
            await page.WaitForSelectorAsync($"#count:text('{i + 1}')");
            await page.FillAsync("#text", "typed");
            await host.Desk.UnloadNow("good", "test", CancellationToken.None);
            await page.WaitForSelectorAsync("#door");
            await host.Desk.LoadNow("good", null, "test", CancellationToken.None);
        }
        await page.WaitForSelectorAsync("#label");
        await host.Desk.UnloadNow("good", "test", CancellationToken.None);
        await page.WaitForSelectorAsync("#door");
        await Gone(host);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_replaced_version_leaves_while_several_tabs_are_on_its_page()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        var pages = new[] { await browser.Open(host.Address + "/c/jia/good"), await browser.Open(host.Address + "/c/jia/good"), await browser.Open(host.Address + "/k/jia/good/kiosk") };
        host.Deliver("good-2");
        await host.Desk.Replace("good", null, "test", CancellationToken.None);
        foreach (var page in pages) await page.WaitForSelectorAsync("#label:text('Good two')");
        await Gone(host);
        foreach (var page in pages) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_tab_that_lost_its_connection_shows_as_unloading_and_nothing_fails()
    {
        await using var host = await TestHost.With("good-1", "lib-a");
        await host.Enable("good");
        await host.Enable("lib-a");
        var page = await browser.Open(host.Address + "/c/jia/good");
        // Cut without a goodbye, as a lost network is.
        await page.EvaluateAsync("() => { Blazor._internal.forceCloseConnection?.(); }");
        await page.Context.SetOfflineAsync(true);
        await host.Desk.UnloadNow("good", "test", CancellationToken.None);
        Assert.All(host.Departures.Alive(), departure => Assert.Equal("good", departure.Module));
        Assert.Equal(200, await host.Status("/c/jia/lib-a"));
        await host.Desk.LoadNow("good", null, "test", CancellationToken.None);
        Assert.Equal(200, await host.Status("/c/jia/good"));
        await page.Context.CloseAsync();
    }
}
