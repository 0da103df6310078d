using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Playwright;

namespace CommunityPlatform.Browser.Tests;

/// <summary>The delivered host as a process of its own, with the demo scene, and a browser before it.</summary>
public sealed class House : IAsyncLifetime
{
    public const string Password = "demo-2026-community";

    /// <summary>How long a person waits for an answer, in milliseconds; no journey waits longer.</summary>
    private const float Patience = 15_000;

    private Process? _process;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Data { get; } = Path.Combine(Path.GetTempPath(), "cp-browser-" + Guid.NewGuid().ToString("N")[..8]);

    public string Address { get; private set; } = "";

    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    public static string HostFolder
    {
        get
        {
            // bin/<configuration>/net10.0 of this project → the same of the host.
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            var configuration = own.Parent!.Name;
            return Path.Combine(own.Parent.Parent!.Parent!.Parent!.Parent!.FullName, "host", "CommunityPlatform.Host", "bin", configuration, "net10.0");
        }
    }

    public async Task InitializeAsync()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        await Start();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task Start(params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(HostFolder, "CommunityPlatform.Host.dll"));
        foreach (var arg in (string[])["--data", Data, "--urls", Address, .. more]) start.ArgumentList.Add(arg);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Platform__ReplaceOnBuild"] = "false";
        // A minute is long for a test: open pages ask oftener here whether they still may be open.
        start.Environment["Platform__Hardening__LookAgainSeconds"] = "5";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Output.Add(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => Output.Add(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Until(async () => await Http.GetAsync(Address + "/health/ready") is { StatusCode: HttpStatusCode.OK }, TimeSpan.FromSeconds(90), "The host did not start:\n");
    }

    /// <summary>Where a small real module lies as it was built.</summary>
    public static string Built(string variant) =>
        Path.Combine(typeof(House).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "TestModules").Value!, variant);

    /// <summary>Puts a small real module into the plugins folder as an operator does: the whole folder at once, over an older one.</summary>
    public void Drop(string variant, string folder)
    {
        var built = Built(variant);
        var (beside, to) = (Path.Combine(Data, "dropping-" + variant), Path.Combine(Data, "plugins", folder));
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(beside, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Directory.Move(beside, to);
    }

    /// <summary>What a page did against the house's own Content-Security-Policy, in any journey so far.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Forbidden { get; } = [];

    public System.Collections.Concurrent.ConcurrentBag<string> Output { get; } = [];

    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks again until it is so; fails with words after the deadline.</summary>
    public async Task Until(Func<Task<bool>> so, TimeSpan within, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < within)
        {
            try
            {
                if (await so()) return;
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }
            await Task.Delay(100);
        }
        Assert.Fail(otherwise + string.Join('\n', Output.Take(60)));
    }

    /// <summary>A fresh browser profile with a page of the size at which the surface is used.</summary>
    public async Task<IPage> Open(int width = 1366, int height = 768)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, Locale = "zh-CN" });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        // What the policy of the page forbids, the browser tells in its console and nowhere else.
        page.Console += (_, said) =>
        {
            if (said.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase)) Forbidden.Enqueue($"{page.Url}: {said.Text}");
        };
        return page;
    }

    /// <summary>Signs in and waits until the page is alive.</summary>
    public async Task<IPage> SignedIn(string name, string path, int width = 1366, int height = 768)
    {
        var page = await Open(width, height);
        await page.GotoAsync($"{Address}/sign-in?back={Uri.EscapeDataString(path)}");
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("[name=password]", Password);
        await page.ClickAsync("form[action='/account/sign-in'] button[type=submit]");
        await page.WaitForURLAsync(Address + path, new() { WaitUntil = WaitUntilState.Commit });
        await Alive(page);
        return page;
    }

    /// <summary>Waits for the circuit: before it, clicks fall into the void.</summary>
    public static Task Alive(IPage page) => page.WaitForFunctionAsync("() => window.Blazor && document.documentElement.dataset.alive === 'yes'");

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_process is { HasExited: false }) Kill();
        Http.Dispose();
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(nameof(House))]
public sealed class HouseCollection : ICollectionFixture<House>;
