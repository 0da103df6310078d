using System.Net;
using CommunityPlatform.Host.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class SignInTests(House house) : IClassFixture<House>
{
    [Fact]
    public async Task Leads_into_the_one_community()
    {
        await house.Account("li", "jia", Roles.Worker);
        using var browser = house.Browser();
        Assert.Equal("/c/jia", House.Where(await House.SignIn(browser, "li")));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/jia")).StatusCode);
    }

    [Fact]
    public async Task Leads_several_communities_to_the_choice_and_the_operator_to_the_desk()
    {
        var account = await house.Account("zhou", "jia", Roles.Worker);
        await house.Community("yi");
        Assert.True((await house.Desk.SetRoles(Asker.Platform, "yi", account, [Roles.Approver], null, CancellationToken.None)).Ok);
        using var browser = house.Browser();
        Assert.Equal("/", House.Where(await House.SignIn(browser, "zhou")));
        var front = await browser.GetStringAsync("/");
        Assert.Contains("/c/jia", front, StringComparison.Ordinal);
        Assert.Contains("/c/yi", front, StringComparison.Ordinal);

        Assert.True((await house.Desk.Make(Asker.Platform, "yun", "yun", House.Password, runsPlatform: true, CancellationToken.None)).Ok);
        using var other = house.Browser();
        Assert.Equal("/admin", House.Where(await House.SignIn(other, "yun")));
    }

    [Fact]
    public async Task Says_the_same_of_a_wrong_password_and_of_an_unknown_name()
    {
        await house.Account("wang", "jia", Roles.Worker);
        using var browser = house.Browser();
        var wrong = House.Where(await House.SignIn(browser, "wang", "not the password"));
        var unknown = House.Where(await House.SignIn(browser, "gnaw", "not the password"));
        Assert.Equal(wrong.Replace("wang", "gnaw", StringComparison.Ordinal), unknown);
        Assert.Contains("name=wang", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("not", wrong, StringComparison.Ordinal);
        Assert.Contains("登录名或密码不对", WebUtility.HtmlDecode(await browser.GetStringAsync(wrong)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rests_after_five_wrong_passwords_and_says_how_long()
    {
        await house.Account("zhao", "jia", Roles.Worker);
        using var browser = house.Browser();
        for (var i = 0; i < 5; i++) await House.SignIn(browser, "zhao", "not the password");
        var locked = House.Where(await House.SignIn(browser, "zhao"));
        Assert.StartsWith("/sign-in?said=locked&minutes=15", locked, StringComparison.Ordinal);
        Assert.Contains("15 分钟", WebUtility.HtmlDecode(await browser.GetStringAsync(locked)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/c/jia/settings/accounts", "/c/jia/settings/accounts")]
    [InlineData("https://evil.example/", "/c/jia")]
    [InlineData("//evil.example", "/c/jia")]
    [InlineData("/\\evil.example", "/c/jia")]
    [InlineData("~//evil.example", "/c/jia")]
    [InlineData("/\t/evil.example", "/c/jia")]
    [InlineData("javascript:alert(1)", "/c/jia")]
    public async Task Goes_back_only_within_the_house(string back, string expected)
    {
        var name = "back-" + Guid.NewGuid().ToString("N")[..8];
        await house.Account(name, "jia", Roles.Worker);
        using var browser = house.Browser();
        Assert.Equal(expected, House.Where(await House.SignIn(browser, name, back: back)));
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-out")]
    [InlineData("/account/set-up")]
    [InlineData("/account/choose-password")]
    [InlineData("/account/change-password")]
    public async Task Refuses_a_form_that_did_not_come_from_a_page_of_ours(string action)
    {
        using var browser = house.Browser();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("name", "li"), KeyValuePair.Create("password", House.Password)]);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(action, form)).StatusCode);
    }

    [Fact]
    public async Task Signs_out()
    {
        await house.Account("qian", "jia", Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, "qian");
        Assert.StartsWith("/sign-in", House.Where(await House.Send(browser, "/", "/account/sign-out")), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?back=", House.Where(await browser.GetAsync("/c/jia")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_the_own_password_and_stays_signed_in()
    {
        await house.Account("he", "jia", Roles.Worker);
        using var browser = house.Browser();
        await House.SignIn(browser, "he");
        (string, string)[] asked = [("page", "/c/jia/account/password"), ("current", "not the password"), ("password", "stone-bridge-autumn"), ("again", "stone-bridge-autumn")];
        Assert.EndsWith("said=PasswordWrong", House.Where(await House.Send(browser, "/c/jia/account/password", "/account/change-password", asked)), StringComparison.Ordinal);
        asked[1] = ("current", House.Password);
        Assert.EndsWith("said=changed", House.Where(await House.Send(browser, "/c/jia/account/password", "/account/change-password", asked)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/jia")).StatusCode);
        using var other = house.Browser();
        Assert.Equal("/c/jia", House.Where(await House.SignIn(other, "he", "stone-bridge-autumn")));
    }

    [Fact]
    public async Task Ends_open_circuits_of_a_locked_account()
    {
        await house.Account("boss", "bing", Roles.CommunityAdmin);
        var id = await house.Account("sun", "bing", Roles.Worker);
        await using var scope = house.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Account>>();
        var principal = await signIn.CreateUserPrincipalAsync((await signIn.UserManager.FindByIdAsync(id))!);
        var watch = Assert.IsType<AccountRevalidation>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        Assert.True(await watch.StillMay(principal));
        Assert.True((await house.Desk.Lock(Asker.Platform, "bing", id, CancellationToken.None)).Ok);
        Assert.False(await watch.StillMay(principal));
        using var browser = house.Browser();
        Assert.StartsWith("/sign-in?said=closed", House.Where(await House.SignIn(browser, "sun")), StringComparison.Ordinal);
    }
}
