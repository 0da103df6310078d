using System.Net;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed partial class SecondFactorTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private static string Fresh() => "f" + Guid.NewGuid().ToString("N")[..8];

    internal static string Now(string key) => Totp.Code(key, TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Is_switched_on_by_a_code_and_asked_for_at_the_next_sign_in()
    {
        var (name, key, codes) = await WithSecondFactor(house);
        using var browser = house.Browser();
        Assert.StartsWith("/sign-in/code", House.Where(await House.SignIn(browser, name)), StringComparison.Ordinal);
        // Half-way in is not in.
        Assert.StartsWith("/sign-in?back=", House.Where(await browser.GetAsync("/c/fu")), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in/code?said=CodeWrong", House.Where(await SendCode(browser, "000000")), StringComparison.Ordinal);
        Assert.Contains("验证码不对", WebUtility.HtmlDecode(await browser.GetStringAsync("/sign-in/code?said=CodeWrong")), StringComparison.Ordinal);
        Assert.Equal("/c/fu", House.Where(await SendCode(browser, Now(key))));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/fu")).StatusCode);
        Assert.Equal(SecondFactor.RecoveryCodes, codes.Count);

        // A recovery code works once.
        foreach (var to in (string[])["/c/fu", "/sign-in/code?said=CodeWrong"])
        {
            using var other = house.Browser();
            await House.SignIn(other, name);
            Assert.StartsWith(to, House.Where(await SendCode(other, codes[0])), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_is_accepted_once()
    {
        var (name, moment) = (Fresh(), TimeProvider.System.GetUtcNow());
        await house.Account(name, "fu", Roles.Worker);
        using var owner = house.Browser();
        await House.SignIn(owner, name);
        var (key, _) = await SwitchOn(owner, moment);
        // Seen over her shoulder while she set it up, a code opens nothing.
        foreach (var (seconds, fits) in ((int, bool)[])[(-30, false), (0, true), (0, false), (30, true)])
        {
            using var browser = house.Browser();
            await House.SignIn(browser, name);
            Assert.StartsWith(fits ? "/c/fu" : "/sign-in/code?said=CodeWrong", House.Where(await SendCode(browser, Totp.Code(key, moment.AddSeconds(seconds)))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_two_with_one_code_at_one_moment_one_gets_in()
    {
        var codes = house.Services.GetRequiredService<OneTimeCodes>();
        for (var round = 0; round < 5; round++)
        {
            var (account, key) = (Guid.NewGuid().ToString(), Totp.NewKey());
            var code = Now(key);
            var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => codes.Use(account, key, code, No))));
            Assert.Single(both, used => used);
        }
    }

    [Fact]
    public async Task Takes_no_key_that_was_not_shown_to_work()
    {
        var name = Fresh();
        await house.Account(name, "fu", Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        var (_, offer) = await Offered(browser);
        var wrong = House.Where(await House.Send(browser, "/two-factor", "/account/two-factor/on", ("offer", offer), ("code", "123456")));
        Assert.Contains("said=CodeWrong", wrong, StringComparison.Ordinal);
        // The picture stays the same, so that the phone need not take it anew.
        Assert.Equal(offer, (await Offered(browser, wrong)).Offer);
        Assert.Contains("said=LinkDead", House.Where(await House.Send(browser, "/two-factor", "/account/two-factor/on", ("offer", "made up"), ("code", "123456"))), StringComparison.Ordinal);
        using var other = house.Browser();
        Assert.Equal("/c/fu", House.Where(await House.SignIn(other, name)));
    }

    [Fact]
    public async Task Shows_recovery_codes_once_and_to_nobody_else()
    {
        var name = Fresh();
        await house.Account(name, "fu", Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        var shown = await SwitchOn(browser);
        using var stranger = house.Browser();
        Assert.Empty(Codes(await stranger.GetStringAsync(shown.Page)));
        Assert.Equal(SecondFactor.RecoveryCodes, Codes(await browser.GetStringAsync(shown.Page)).Count);
        Assert.Empty(Codes(await browser.GetStringAsync(shown.Page)));
    }

    [Fact]
    public async Task Is_switched_off_by_the_password_only()
    {
        var (name, key, _) = await WithSecondFactor(house);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        await SendCode(browser, Now(key));
        Assert.EndsWith("said=PasswordWrong", House.Where(await House.Send(browser, "/security", "/account/two-factor/off", ("current", "not the password"))), StringComparison.Ordinal);
        Assert.EndsWith("said=second-off", House.Where(await House.Send(browser, "/security", "/account/two-factor/off", ("current", House.Password))), StringComparison.Ordinal);
        using var other = house.Browser();
        Assert.Equal("/c/fu", House.Where(await House.SignIn(other, name)));
    }

    [Fact]
    public async Task A_reset_needs_another_person_s_yes()
    {
        var (name, _, _) = await WithSecondFactor(house, "fang");
        var admin = await house.Account(Fresh(), "fang", Roles.CommunityAdmin);
        var second = await house.Account(Fresh(), "fang", Roles.CommunityAdmin);
        await using var scope = house.Services.CreateAsyncScope();
        var id = (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(name))!.Id;
        Asker As(string account) => new(account, account, false);

        Assert.IsType<NotFound>((await house.Desk.AnswerReset(As(second), "fang", id, yes: true, No)).Refusal);
        Assert.True((await house.Desk.AskReset(As(admin), "fang", id, No)).Ok);
        Assert.IsType<AnotherPersonsYes>((await house.Desk.AnswerReset(As(admin), "fang", id, yes: true, No)).Refusal);
        Assert.IsType<NotAllowed>((await house.Desk.AnswerReset(As(id), "fang", id, yes: true, No)).Refusal);
        Assert.IsType<OwnAccount>((await house.Desk.AskReset(As(admin), "fang", admin, No)).Refusal);
        Assert.IsType<NoSecondFactor>((await house.Desk.AskReset(As(admin), "fang", second, No)).Refusal);
        using var before = house.Browser();
        Assert.StartsWith("/sign-in/code", House.Where(await House.SignIn(before, name)), StringComparison.Ordinal);
        Assert.True((await house.Desk.AnswerReset(As(second), "fang", id, yes: true, No)).Ok);
        using var after = house.Browser();
        Assert.Equal("/c/fang", House.Where(await House.SignIn(after, name)));
    }

    [Fact]
    public async Task The_command_on_the_machine_lets_an_operator_back_in_and_nobody_else()
    {
        var name = Fresh();
        Assert.True((await house.Desk.Make(Asker.Platform, name, "Operator", House.Password, runsPlatform: true, No)).Ok);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        await SwitchOn(browser);
        var (worker, _, _) = await WithSecondFactor(house);
        await using var said = new StringWriter();
        Assert.Equal(2, await ResetCommand.Run([.. await house.Installation(), "--account", worker], said, No));
        Assert.Equal(0, await ResetCommand.Run([.. await house.Installation(), "--account", name], said, No));
        using var other = house.Browser();
        Assert.Equal("/admin", House.Where(await House.SignIn(other, name)));
        Assert.StartsWith("/sign-in/code", House.Where(await House.SignIn(other, worker)), StringComparison.Ordinal);
    }

    internal static async Task<(string Name, string Key, IReadOnlyList<string> Codes)> WithSecondFactor(House house, string community = "fu")
    {
        var name = Fresh();
        await house.Account(name, community, Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        var (key, page) = await SwitchOn(browser);
        return (name, key, Codes(await browser.GetStringAsync(page)));
    }

    /// <summary>By the code of half a minute ago: it still fits, and leaves the one of now for the next sign-in.</summary>
    internal static async Task<(string Key, string Page)> SwitchOn(HttpClient browser, DateTimeOffset? at = null)
    {
        var (key, offer) = await Offered(browser);
        var to = House.Where(await House.Send(browser, "/two-factor", "/account/two-factor/on", ("offer", offer), ("code", Totp.Code(key, (at ?? TimeProvider.System.GetUtcNow()).AddSeconds(-30)))));
        Assert.StartsWith("/recovery-codes", to, StringComparison.Ordinal);
        return (key, to);
    }

    private static async Task<(string Key, string Offer)> Offered(HttpClient browser, string page = "/two-factor")
    {
        var html = await browser.GetStringAsync(page);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        return (KeyMark().Match(html).Groups["key"].Value, WebUtility.HtmlDecode(OfferField().Match(html).Groups["offer"].Value));
    }

    internal static Task<HttpResponseMessage> SendCode(HttpClient browser, string code) => House.Send(browser, "/sign-in/code", "/account/sign-in-code", ("code", code));

    private static IReadOnlyList<string> Codes(string html) => [.. CodeLine().Matches(html).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("data-key=\"(?<key>[A-Z2-7]{32})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyMark();

    [GeneratedRegex("name=\"offer\" value=\"(?<offer>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfferField();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeLine();
}
