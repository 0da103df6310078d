using System.Net;
using CommunityPlatform.Host.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class SessionTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private AccountSessions Sessions => house.Services.GetRequiredService<AccountSessions>();

    private static string Fresh() => "e" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task Lists_each_browser_in_words_and_ends_all_others()
    {
        var name = Fresh();
        var id = await house.Account(name, "jin", Roles.Worker);
        using var office = house.Browser();
        office.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0");
        using var phone = house.Browser();
        phone.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36");
        await House.SignIn(office, name);
        await House.SignIn(phone, name);
        Assert.Equal(["Chrome · Android", "Edge · Windows"], (await Sessions.Of(id, No)).Select(row => row.Device));
        Assert.All(await Sessions.Of(id, No), row => Assert.Equal(SessionPlace.Here, row.Place));
        Assert.Contains("Edge · Windows", WebUtility.HtmlDecode(await phone.GetStringAsync("/security")), StringComparison.Ordinal);

        Assert.EndsWith("said=sessions-ended", House.Where(await House.Send(phone, "/security", "/account/sessions/end")), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", House.Where(await office.GetAsync("/c/jin")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/c/jin")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_good()
    {
        var name = Fresh();
        var id = await house.Account(name, "jin", Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        Assert.Single(await Sessions.Of(id, No));
        await House.Send(browser, "/", "/account/sign-out");
        Assert.Empty(await Sessions.Of(id, No));
    }

    [Fact]
    public async Task An_administrator_ends_a_worker_s_sessions_and_nobody_else_s()
    {
        var admin = await house.Account(Fresh(), "mu", Roles.CommunityAdmin);
        var name = Fresh();
        var worker = await house.Account(name, "mu", Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        Assert.IsType<Sdk.UseCases.NotAllowed>((await house.Desk.EndSessions(new(worker, "worker", false), "mu", admin, No)).Refusal);
        Assert.Equal(1, (await house.Desk.EndSessions(new(admin, "admin", false), "mu", worker, No)).Value);
        Assert.StartsWith("/sign-in", House.Where(await browser.GetAsync("/c/mu")), StringComparison.Ordinal);
        Assert.Equal("/c/mu", House.Where(await House.SignIn(browser, name)));
    }

    [Theory]
    [InlineData("127.0.0.1", SessionPlace.Here, "")]
    [InlineData("192.168.7.21", SessionPlace.Inside, "192.168.7.*")]
    [InlineData("::ffff:10.1.2.3", SessionPlace.Inside, "10.1.2.*")]
    [InlineData("172.32.0.1", SessionPlace.Outside, "172.32.0.*")]
    [InlineData("2001:db8:1:2::5", SessionPlace.Outside, "2001:0db8:*")]
    public void Keeps_no_whole_address(string address, SessionPlace place, string masked)
    {
        Assert.Equal(place, SessionFacts.Place(IPAddress.Parse(address)));
        Assert.Equal(masked, SessionFacts.Masked(IPAddress.Parse(address)));
    }
}
