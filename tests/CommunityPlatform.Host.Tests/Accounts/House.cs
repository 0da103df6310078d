using System.Net;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommunityPlatform.Host.Tests.Accounts;

/// <summary>A whole house without modules on a free port, with empty data that go when it goes.</summary>
public partial class House : IAsyncLifetime
{
    public const string Password = "plum-river-lantern";

    private readonly TestFolders _folders = new();
    private WebApplication _app = null!;

    /// <summary>Outside of Development both would be on; the houses that are about them say so.</summary>
    private protected virtual string[] Settings => ["--Platform:AdminsNeedSecondFactor", "false", "--Platform:DevicesMustRegister", "false"];

    internal IServiceProvider Services => _app.Services;

    internal AccountDesk Desk => Services.GetRequiredService<AccountDesk>();

    internal string Data => _folders.Data;

    /// <summary>What a command on the machine is told to find this house.</summary>
    internal async Task<string[]> Installation() => ["--data", Data, .. await _folders.Database(TestEngine.Kind)];

    public async Task InitializeAsync()
    {
        _app = Platform.Build([.. Settings, "--data", Data, "--scene", "none", "--urls", "http://127.0.0.1:0", "--Platform:Modules", _folders.Packages, .. await _folders.Database(TestEngine.Kind), "--applicationName", "CommunityPlatform.Host", "--Logging:LogLevel:Default", "Warning"]);
        await Prepare();
        await _app.StartAsync();
    }

    /// <summary>As Platform.Prepare, without its handler of stray exceptions, which a process takes only once.</summary>
    private async Task Prepare()
    {
        await Services.GetRequiredService<PlatformUpkeep>().Migrate(CancellationToken.None);
        await Services.GetRequiredService<CommunityDirectory>().Read(CancellationToken.None);
        await Services.GetRequiredService<ModuleDesk>().Start(CancellationToken.None);
        Services.GetRequiredService<Opening>().Open();
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folders.Dispose();
    }

    /// <summary>A browser with its own cookies that does not follow redirects.</summary>
    internal HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(_app.Urls.First()) };

    internal async Task Community(string slug)
    {
        if (Services.GetRequiredService<CommunityDirectory>().Find(slug) is null)
            Assert.True((await Services.GetRequiredService<CommunityMaker>().Create(slug, slug + " community", null, "test", CancellationToken.None)).Ok);
    }

    /// <summary>An account with the usual password and these roles.</summary>
    internal async Task<string> Account(string name, string community, params string[] roles)
    {
        await Community(community);
        var made = await Desk.Make(Asker.Platform, name, name + " display", Password, runsPlatform: false, CancellationToken.None);
        Assert.True(made.Ok, made.Refusal?.ToString());
        if (roles.Length > 0) Assert.True((await Desk.SetRoles(Asker.Platform, community, made.Value, roles, null, CancellationToken.None)).Ok);
        return made.Value;
    }

    internal PlatformDbContext Books() => Services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContext();

    /// <summary>Opens a page and sends a form from it, as a browser does.</summary>
    internal static async Task<HttpResponseMessage> Send(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page);
        var token = TokenField().Match(html).Groups["token"].Value;
        Assert.NotEmpty(token);
        return await browser.PostAsync(action, new FormUrlEncodedContent(fields.Append((Name: "__RequestVerificationToken", Value: WebUtility.HtmlDecode(token))).Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    internal static Task<HttpResponseMessage> SignIn(HttpClient browser, string name, string password = Password, string? back = null) =>
        Send(browser, "/sign-in", "/account/sign-in", [("name", name), ("password", password), .. back is null ? Array.Empty<(string, string)>() : [("back", back)]]);

    internal static string Where(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenField();
}
