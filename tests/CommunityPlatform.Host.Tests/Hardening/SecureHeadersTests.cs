using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>What every answer says to the browser, whatever was asked and whatever came of it.</summary>
[Collection(ModulesCollection.Name)]
public sealed class SecureHeadersTests : IAsyncLifetime
{
    private static readonly string[] Files =
    [
        "/css/kit.css", "/css/front.css", "/css/alone.css", "/js/start.js", "/js/passkeys.js", "/favicon.svg", "/_framework/blazor.web.js", "/_content/Radzen.Blazor/Radzen.Blazor.js",
        "/c/jia/_content/good/scoped.css", "/_content/nobody/scoped.css", "/c/jia/css/paper-roll80.css",
    ];

    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("good-1");
        await _host.Enable("good");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_endpoint_page_and_file_has_them()
    {
        using var worker = _host.Client(await _host.Person("worker", "community-admin"));
        var seen = new HashSet<int>();
        var asked = 0;
        foreach (var client in (HttpClient[])[_host.Http, worker])
        {
            foreach (var address in Addresses.Endpoints(_host)) await Look(client, address.Method, address.Path);
            foreach (var (surface, path) in Addresses.Pages(_host)) await Look(client, "GET", Addresses.Place(surface) + path);
            foreach (var path in (string[])[.. Files, "/c/jia/never-was", "/c/nowhere", "/k/jia/never-was", "/d/jia/x", "/never.txt", "/api/nothing", "/c/jia/..%2f"]) await Look(client, "GET", path);
        }
        Assert.True(asked > 200, $"Only {asked} addresses were found.");
        // Answers of every kind were among them.
        Assert.Superset(new HashSet<int> { 200, 302, 400, 401, 403, 404 }, seen);

        async Task Look(HttpClient client, string method, string path)
        {
            using var request = new HttpRequestMessage(new(method), path);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            seen.Add((int)answer.StatusCode);
            asked++;
            Demand(answer, $"{method} {path} → {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task An_answer_begun_anew_after_a_fault_has_them_as_well()
    {
        var cookie = await _host.Person("wang", "worker");
        await using (var database = await _host.Platforms()) await database.Database.ExecuteSqlRawAsync("DROP TABLE memberships");
        _host.Get<Grants>().Forget();
        using var http = _host.Client(cookie);
        using var answer = await http.GetAsync("/c/jia/settings/audit");
        Assert.Equal(500, (int)answer.StatusCode);
        Demand(answer, "500");
    }

    [Fact]
    public async Task Pages_are_kept_nowhere_and_files_are()
    {
        foreach (var page in (string[])["/", "/sign-in", "/c/jia/good", "/k/jia", "/d/jia", "/k/jia/never-was"])
        {
            using var answer = await _host.Http.GetAsync(page);
            Assert.True(answer.Headers.CacheControl!.NoStore, page);
        }
        foreach (var file in Files)
        {
            using var answer = await _host.Http.GetAsync(file);
            Assert.True(answer.IsSuccessStatusCode, file);
            Assert.False(answer.Headers.CacheControl?.NoStore ?? false, file);
        }
    }

    [Fact]
    public async Task Https_is_asked_for_only_where_it_came_by_https()
    {
        Assert.Equal(("", "ws://here"), await Over("http", 365));
        Assert.Equal(("max-age=31536000", "wss://here"), await Over("https", 365));
        Assert.Equal(("", "wss://here"), await Over("https", 0));

        static async Task<(string Hsts, string Socket)> Over(string scheme, int days)
        {
            var context = new DefaultHttpContext();
            var begun = new Begun();
            context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpResponseFeature>(begun);
            (context.Request.Scheme, context.Request.Host) = (scheme, new("here"));
            await new SecureHeaders(new() { HstsDays = days }).On(context, _ => Task.CompletedTask);
            await begun.Start();
            return (context.Response.Headers.StrictTransportSecurity.ToString(), context.Response.Headers.ContentSecurityPolicy.ToString().Split(' ').First(word => word.Contains("://", StringComparison.Ordinal)).TrimEnd(';'));
        }
    }

    internal static void Demand(HttpResponseMessage answer, string what)
    {
        string Of(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join('|', values) : "";
        var policy = Of("Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(part => part.Split(' ')[0], part => part, StringComparer.Ordinal);
        Assert.True(policy.Count > 10, $"{what}: no policy, or two");
        Assert.Equal("default-src 'self'", policy["default-src"]);
        Assert.Equal("script-src 'self'", policy["script-src"]);
        Assert.Equal("style-src-elem 'self'", policy["style-src-elem"]);
        Assert.Equal("object-src 'none'", policy["object-src"]);
        Assert.Equal("frame-ancestors 'none'", policy["frame-ancestors"]);
        Assert.Equal("base-uri 'self'", policy["base-uri"]);
        Assert.Equal("form-action 'self'", policy["form-action"]);
        Assert.DoesNotContain("unsafe-eval", Of("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.True(Of("X-Content-Type-Options") == "nosniff", what);
        Assert.True(Of("Referrer-Policy") == "same-origin", what);
        Assert.True(Of("Cross-Origin-Resource-Policy") == "same-origin", what);
        foreach (var none in (string[])["camera=()", "microphone=()", "geolocation=()"]) Assert.Contains(none, Of("Permissions-Policy"), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl is not null || answer.Headers.Contains("Cache-Control"), $"{what}: nothing is said of keeping it");
        Assert.Empty(Of("Strict-Transport-Security"));
    }

    /// <summary>An answer that begins when the test says so.</summary>
    private sealed class Begun : Microsoft.AspNetCore.Http.Features.HttpResponseFeature
    {
        private readonly List<(Func<object, Task> Do, object State)> _starting = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _starting.Add((callback, state));

        public async Task Start()
        {
            foreach (var (act, state) in _starting) await act(state);
        }
    }
}
