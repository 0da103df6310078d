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

    /// <summary>Opens an address and waits until its circuit lives.</summary>
    public async Task<IPage> Open(string address)
    {
        var page = await Page();
        await page.GotoAsync(address);
        await Live(page);
        return page;
    }

    /// <summary>The prerendered page carries marks in comments, which the living circuit takes away.</summary>
    public static Task Live(IPage page) => page.WaitForFunctionAsync("""
        () => {
          const walk = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
          while (walk.nextNode()) if (walk.currentNode.data.startsWith("Blazor:")) return false;
          return window.Blazor?._internal !== undefined;
        }
        """);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
