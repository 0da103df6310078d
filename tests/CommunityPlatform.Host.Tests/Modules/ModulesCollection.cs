using CommunityPlatform.Testing;
using Microsoft.Playwright;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>Tests that load code run alone: what one of them leaves in memory would disturb the next.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ModulesCollection : ICollectionFixture<Browser>
{
    public const string Name = "modules";
}

/// <summary>Debian's chromium, started when the first test asks for a page.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task<IPage> Page()
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        return await (await _browser.NewContextAsync()).NewPageAsync();
    }

    /// <summary>Opens an address and waits until its circuit lives: the browser has drawn what the server sent, and is quiet.</summary>
    public async Task<IPage> Open(string address)
    {
        var page = await Page();
        var drawn = 0;
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) =>
        {
            if (frame.Binary is { } bytes && bytes.AsSpan().IndexOf("OnRenderCompleted"u8) >= 0) Interlocked.Increment(ref drawn);
        };
        await page.GotoAsync(address);
        var (seen, quiet) = (0, 0);
        await Eventually.True(async () =>
        {
            await Task.Delay(100);
            quiet = seen == drawn && drawn > 0 ? quiet + 1 : 0;
            seen = drawn;
            return quiet >= 4;
        }, "the circuit lives", 60);
        return page;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
