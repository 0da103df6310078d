using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CommunityPlatform.Host;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Api;

public sealed class OperatorApiTests : IAsyncLifetime
{
    private readonly TestFolders _folders = new();
    private WebApplication _app = default!;
    private HttpClient _http = default!;

    private string TokenFile => Path.Combine(_folders.Data, "keys", "operator.token");

    public async Task InitializeAsync()
    {
        // A package that cannot be loaded stands in for every refused one.
        var broken = Directory.CreateDirectory(Path.Combine(_folders.Data, "plugins", "plum-wall"));
        await File.WriteAllTextAsync(Path.Combine(broken.FullName, "module.json"), """
            { "id": "plum-wall", "name": { "zh": "梅花照片墙" }, "summary": { "zh": "照片" }, "version": "0.9.1", "assembly": "PlumWall.dll", "sdk": { "min": "1.0.0", "max": "2.0.0" } }
            """);
        _app = Platform.Build(
        [
            "--applicationName", "CommunityPlatform.Host", "--urls", "http://127.0.0.1:0", "--data", _folders.Data, "--scene", "none",
            "--Platform:Modules", _folders.Packages, .. await _folders.Database(TestEngine.Kind), "--Logging:LogLevel:Default", "Warning",
        ]);
        await Platform.Prepare(_app, CancellationToken.None);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folders.Dispose();
    }

    private async Task SignIn() => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await File.ReadAllTextAsync(TokenFile));

    private static async Task<string> Reason(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }

    [Fact]
    public void Keeps_the_token_from_other_users()
    {
        Assert.Equal(43, File.ReadAllText(TokenFile).Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokenFile));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Asks_for_the_token(string? token)
    {
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (method, path) in new[] { ("GET", "packages"), ("POST", "packages/plum-wall/load"), ("POST", "collect"), ("GET", "faults"), ("GET", "communities/jia/audit-chain"), ("GET", "no-such-address") })
        {
            var answer = await _http.SendAsync(new(new HttpMethod(method), "/api/admin/" + path));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("operator.token", await Reason(answer), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lists_a_refused_package_with_file_and_next_step()
    {
        await SignIn();
        var package = (await _http.GetFromJsonAsync<JsonElement>("/api/admin/packages")).EnumerateArray().Single();
        Assert.Equal("plum-wall", package.GetProperty("id").GetString());
        Assert.Equal("refused", package.GetProperty("state").GetString());
        Assert.False(package.GetProperty("contextAlive").GetBoolean());
        Assert.Contains("PlumWall.dll", package.GetProperty("problem").GetProperty("words").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load", "PlumWall.dll")]
    [InlineData("unload", "not loaded")]
    [InlineData("replace", "not loaded")]
    [InlineData("roll-back", "no earlier version")]
    public async Task Refuses_with_a_reason(string act, string reason)
    {
        await SignIn();
        var answer = await _http.PostAsync($"/api/admin/packages/plum-wall/{act}", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(reason, await Reason(answer), StringComparison.Ordinal);
        await using var database = await _app.Services.GetRequiredService<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();
        var line = await database.OperatorLog.SingleAsync();
        Assert.Equal((act, "refused", "operator-api"), (line.Act, line.Outcome, line.By));
    }

    [Theory]
    [InlineData(null, "Build the package again")]
    [InlineData("en-GB,zh;q=0.5", "Build the package again")]
    [InlineData("de, zh-CN;q=0.8, en;q=0.5", "请重新生成")]
    [InlineData("zh-Hans", "请重新生成")]
    public async Task Refuses_with_a_code_and_in_the_language_asked_for(string? language, string words)
    {
        await SignIn();
        if (language is not null) _http.DefaultRequestHeaders.Add("Accept-Language", language);
        var answer = await (await _http.PostAsync("/api/admin/packages/plum-wall/load", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("MainFileMissing", answer.GetProperty("code").GetString());
        Assert.Equal(["PlumWall.dll"], answer.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()));
        Assert.Contains(words, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var package = (await _http.GetFromJsonAsync<JsonElement>("/api/admin/packages")).EnumerateArray().Single().GetProperty("problem");
        Assert.Equal("MainFileMissing", package.GetProperty("code").GetString());
        Assert.Contains(words, package.GetProperty("words").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_know_what_is_not_there()
    {
        await SignIn();
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PostAsync("/api/admin/packages/nothing/load", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PutAsJsonAsync("/api/admin/communities/nowhere/modules/plum-wall", new { enabled = true })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/api/admin/no-such-address")).StatusCode);
    }

    [Fact]
    public async Task Checks_the_audit_chain_of_a_community()
    {
        await SignIn();
        var made = await _app.Services.GetRequiredService<CommunityPlatform.Host.Accounts.CommunityMaker>().Create("jia", "甲社区", null, "test", CancellationToken.None);
        Assert.True(made.Ok);
        var answer = await _http.GetFromJsonAsync<JsonElement>("/api/admin/communities/jia/audit-chain");
        Assert.True(answer.GetProperty("intact").GetBoolean());
        Assert.Equal(1, answer.GetProperty("lines").GetInt64());
        await using (var session = await _app.Services.GetRequiredService<DatabaseEngine>().Open("jia", write: true, CancellationToken.None))
        {
            await using var command = session.Connection.CreateCommand();
            command.CommandText = (TestEngine.Kind == DatabaseKind.SQLite ? "DROP TRIGGER host_audit_no_update; " : "DROP TRIGGER host_audit_no_change ON host_audit; ") + "UPDATE host_audit SET \"Person\" = 'x'";
            await command.ExecuteNonQueryAsync();
            await session.Commit(CancellationToken.None);
        }
        answer = await _http.GetFromJsonAsync<JsonElement>("/api/admin/communities/jia/audit-chain");
        Assert.False(answer.GetProperty("intact").GetBoolean());
        var found = Assert.Single(answer.GetProperty("breaks").EnumerateArray());
        Assert.Equal("Changed", found.GetProperty("code").GetString());
        Assert.StartsWith("Line 1 is not what was written there", found.GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("/api/admin/communities/nowhere/audit-chain")).StatusCode);
    }

    [Fact]
    public async Task Says_what_memory_is_left_after_a_collection()
    {
        await SignIn();
        var answer = await (await _http.PostAsync("/api/admin/collect", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.GetProperty("heapBytes").GetInt64() > 0);
        Assert.Empty(answer.GetProperty("unloading").EnumerateArray());
    }

    [Fact]
    public async Task Describes_only_the_operators_addresses()
    {
        var paths = (await _http.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Equal(16, paths.Count);
        Assert.All(paths, path => Assert.StartsWith("/api/admin/", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_ready_though_a_plugin_was_refused()
    {
        var answer = await _http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var module = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("modules").EnumerateArray().Single();
        Assert.Equal("refused", module.GetProperty("state").GetString());
        Assert.Contains("PlumWall.dll", module.GetProperty("problem").GetProperty("words").GetString(), StringComparison.Ordinal);
    }
}
