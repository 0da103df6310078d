using System.Net;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Host.Tests.Accounts;
using CommunityPlatform.Host.Tests.Kiosk;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.Extensions.Configuration;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>What comes too often is refused in words with how long to wait.</summary>
[Collection(ModulesCollection.Name)]
public sealed class PaceTests
{
    private static async Task<TestHost> Slow(TestFolders folders, params string[] settings) =>
        await TestHost.Start(folders, arguments: [.. await folders.Database(TestEngine.Kind), .. settings]);

    [Theory]
    [InlineData("/account/sign-in", "/sign-in", "SignIn", "name")]
    [InlineData("/account/sign-in-code", "/sign-in/code", "SecondFactor", "code")]
    [InlineData("/account/set-up", "/set-up", "Links", "token")]
    [InlineData("/account/choose-password", "/invite", "Links", "token")]
    [InlineData("/account/device", "/device", "DeviceCodes", "code")]
    [InlineData("/account/passkeys/sign-in", "/sign-in", "SignIn", "credential")]
    public async Task A_form_sent_too_often_leads_back_to_its_page_with_the_seconds_to_wait(string action, string page, string paced, string field)
    {
        using var folders = new TestFolders();
        await using var host = await Slow(folders, $"--Platform:Hardening:Pace:{paced}", "3");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(field, "x")]);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.PostAsync(action, form)).StatusCode);
        using var refused = await host.Http.PostAsync(action, form);
        Assert.StartsWith(page + "?", House.Where(refused), StringComparison.Ordinal);
        Assert.Contains("said=many", House.Where(refused), StringComparison.Ordinal);
        var seconds = int.Parse(refused.Headers.RetryAfter!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 1, 60);
        Assert.Contains($"seconds={seconds}", House.Where(refused), StringComparison.Ordinal);
        if (page is "/sign-in" or "/sign-in/code" or "/device")
            Assert.Contains($"请等 {seconds} 秒再试", WebUtility.HtmlDecode(await host.Http.GetStringAsync(House.Where(refused))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_s_own_word_about_her_address_counts_only_behind_a_named_proxy()
    {
        using var folders = new TestFolders();
        string[] slow = ["--Platform:Hardening:Pace:SignIn", "2"];
        await using (var host = await Slow(folders, slow))
            Assert.Equal(HttpStatusCode.Redirect, await Third(host));
        await using (var host = await Slow(folders, [.. slow, "--Platform:Hardening:Proxies", "10.9.9.9"]))
            Assert.Equal(HttpStatusCode.Redirect, await Third(host));
        await using (var host = await Slow(folders, [.. slow, "--Platform:Hardening:Proxies", "10.9.9.9, 127.0.0.0/8"]))
            Assert.Equal(HttpStatusCode.BadRequest, await Third(host));

        static async Task<HttpStatusCode> Third(TestHost host)
        {
            var last = default(HttpStatusCode);
            for (var i = 0; i < 3; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in") { Content = new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]) };
                request.Headers.Add("X-Forwarded-For", $"192.0.2.{i}");
                using var answer = await host.Http.SendAsync(request);
                last = answer.StatusCode;
            }
            return last;
        }
    }

    [Fact]
    public async Task Whoever_stands_at_a_public_screen_asks_no_faster_than_a_person()
    {
        using var folders = new TestFolders();
        folders.Deliver("good-1");
        await using var host = await Slow(folders, "--Platform:Hardening:Pace:KioskQueries", "3");
        await host.Enable("good");
        for (var i = 0; i < 3; i++) Assert.Equal("0", await host.Http.GetStringAsync("/c/jia/api/good/count"));
        // The fourth is refused in the road itself: the endpoint's own answer has no number.
        Assert.NotEqual(HttpStatusCode.OK, (await host.Http.GetAsync("/c/jia/api/good/count")).StatusCode);
        // Who is signed in is counted nowhere.
        using var worker = host.Client(await host.Person("worker", "worker"));
        for (var i = 0; i < 5; i++) Assert.Equal("0", await worker.GetStringAsync("/c/jia/api/good/count"));
    }

    [Fact]
    public void Uploads_wait_for_each_other_and_for_the_next_window()
    {
        using var paces = new Paces(new() { UploadsAtOnce = (1, 2), Paces = HardeningOptions.From(Settings(("Platform:Hardening:Pace:Uploads", "3"))).Paces });
        var (mine, _) = paces.Upload("account 1");
        Assert.NotNull(mine);
        Assert.Null(paces.Upload("account 1").Place);
        var (hers, _) = paces.Upload("account 2");
        Assert.NotNull(hers);
        // The house is full, whoever comes.
        Assert.Equal((null, 10), paces.Upload("account 3"));
        mine.Dispose();
        hers.Dispose();
        foreach (var _ in Enumerable.Range(0, 2)) paces.Upload("account 1").Place!.Dispose();
        var (none, seconds) = paces.Upload("account 1");
        Assert.Null(none);
        Assert.InRange(seconds, 11, 600);
    }

    [Fact]
    public void Wrong_codes_close_at_that_device_and_leave_others_open()
    {
        var clock = new HandClock();
        var tries = new Tries(new(), clock);
        ITries At(string device, string community = "jia") => tries.For(community, "market", device);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(0, At("device 1").MinutesClosed("voucher"));
            At("device 1").Wrong("voucher");
        }
        Assert.Equal(5, At("device 1").MinutesClosed("voucher"));
        Assert.Equal(0, At("device 2").MinutesClosed("voucher"));
        Assert.Equal(0, At("device 1", "yi").MinutesClosed("voucher"));
        Assert.Equal(0, At("device 1").MinutesClosed("sign-up"));
        clock.Pass(301);
        Assert.Equal(0, At("device 1").MinutesClosed("voucher"));
        // Spread over many devices it closes for the community.
        for (var i = 0; i < 100; i++) At($"device {i}").Wrong("voucher");
        Assert.Equal(5, At("device new").MinutesClosed("voucher"));
    }

    [Fact]
    public void One_network_of_the_newer_kind_is_one_visitor()
    {
        Assert.Equal(Origin.Of(IPAddress.Parse("2001:db8:1:2::1")), Origin.Of(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(Origin.Of(IPAddress.Parse("2001:db8:1:2::1")), Origin.Of(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal("192.0.2.1", Origin.Of(IPAddress.Parse("::ffff:192.0.2.1")));
    }

    [Fact]
    public void A_setting_that_is_no_address_is_refused_in_words()
    {
        var problem = Assert.Throws<InvalidOperationException>(() => HardeningOptions.From(Settings(("Platform:Hardening:Proxies", "my-proxy"))));
        Assert.Contains("my-proxy", problem.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => HardeningServices.RefuseBlindTrust(Settings(("ForwardedHeaders_Enabled", "true"))));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] said) =>
        new ConfigurationBuilder().AddInMemoryCollection(said.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();
}
