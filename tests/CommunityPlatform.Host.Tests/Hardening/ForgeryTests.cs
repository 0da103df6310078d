using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>Whatever changes something asks whether it came from a page of this house: every endpoint, found in the house's own tables.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ForgeryTests : IAsyncLifetime
{
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("good-1");
        await _host.Enable("good");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_page_elsewhere_changes_nothing_in_the_name_of_who_is_signed_in()
    {
        using var admin = _host.Client(await _host.Person("admin", "community-admin"));
        var (seen, looked) = (new HashSet<string>(), 0);
        foreach (var address in Addresses.Endpoints(_host).Where(address => address.Method is not ("GET" or "HEAD" or "OPTIONS")))
        {
            using var request = new HttpRequestMessage(new(address.Method), address.Path) { Content = new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]) };
            request.Headers.Add("Origin", "https://elsewhere.example");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var answer = await admin.SendAsync(request);
            var status = (int)answer.StatusCode;
            looked++;
            // The circuit's own addresses begin with what the page itself carries sealed; the health reports change nothing.
            if (address.Path.StartsWith("/_blazor", StringComparison.Ordinal) || address.Path.StartsWith("/health", StringComparison.Ordinal)) continue;
            if (address.Endpoint!.RoutePattern.RawText!.StartsWith("api/admin", StringComparison.Ordinal) || address.Path.StartsWith("/api/admin", StringComparison.Ordinal))
            {
                Assert.True(status == 401, $"{address.Method} {address.Path} answers {status}: the operator's API is for the token alone, no cookie opens it.");
                seen.Add("api");
                continue;
            }
            Assert.True(status == 400, $"{address.Method} {address.Path} answers {status} to a form from another house. Put it into the group of /account or ask SameHouse.");
            seen.Add(address.Path.StartsWith("/account/", StringComparison.Ordinal) ? "account" : "module");
        }
        Assert.Equal(["account", "api", "module"], seen.Order(StringComparer.Ordinal));
        Assert.True(looked > 25, $"Only {looked} endpoints were found.");
        Assert.Equal(0L, await _host.Sql("jia", "SELECT COUNT(*) FROM good_notes"));
    }

    [Theory]
    [InlineData(null, null, 200)]
    [InlineData("same-origin", null, 200)]
    [InlineData("same-site", null, 400)]
    [InlineData(null, "null", 400)]
    [InlineData(null, "http://127.0.0.1:1", 400)]
    public async Task A_module_s_endpoint_takes_what_its_own_page_or_no_browser_sends(string? site, string? origin, int status)
    {
        using var worker = _host.Client(await _host.Person("worker", "worker"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/c/jia/api/good/notes");
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await worker.SendAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }
}
