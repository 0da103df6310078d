using System.Globalization;
using System.Net;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class FirstStartTests : IAsyncLifetime
{
    private readonly House _house = new();

    private static readonly (string, string)[] Asked =
    [
        ("slug", "xingfuli"), ("name", "幸福里社区"), ("operator", "yunwei"), ("operator-name", "运维"), ("password", House.Password), ("again", House.Password),
        ("admin", "wangfang"), ("admin-name", "王芳"),
    ];

    private FirstStart First => _house.Services.GetRequiredService<FirstStart>();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Founds_the_community_once_and_hands_over_to_its_administrator()
    {
        var link = new Uri((await First.Link(CancellationToken.None))!);
        var token = link.Query["?token=".Length..];
        using var browser = _house.Browser();
        Assert.Equal(browser.BaseAddress!.Authority, link.Authority);
        Assert.DoesNotContain(token, await File.ReadAllTextAsync(Path.Combine(_house.Data, "keys", "set-up.hash")), StringComparison.Ordinal);

        var invite = House.Where(await House.Send(browser, link.PathAndQuery, "/account/set-up", [("token", token), .. Asked]));
        Assert.StartsWith("/invite?account=", invite, StringComparison.Ordinal);
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(invite[invite.IndexOf('?', StringComparison.Ordinal)..]);
        (string, string)[] choice = [("account", fields["account"]!), ("token", fields["token"]!), ("password", "stone-bridge-autumn"), ("again", "stone-bridge-autumn")];
        Assert.Equal("/c/xingfuli", House.Where(await House.Send(browser, invite, "/account/choose-password", choice)));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/xingfuli/settings/accounts")).StatusCode);

        // Both links are spent.
        using var second = _house.Browser();
        Assert.DoesNotContain("/account/set-up", await second.GetStringAsync(link), StringComparison.Ordinal);
        Assert.DoesNotContain("/account/choose-password", await second.GetStringAsync(invite), StringComparison.Ordinal);
        Assert.Null(await First.Link(CancellationToken.None));
        Assert.Equal("/admin", House.Where(await House.SignIn(second, "yunwei")));
        Assert.IsType<LinkDead>((await First.Begin(token, new("zwei", "Zwei", "a1", "a", House.Password, House.Password, "b1", "b"), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Refuses_bad_fields_before_anything_is_made()
    {
        var token = (await First.Link(CancellationToken.None))!.Split("token=")[1];
        foreach (var slug in (string[])["Jia", "1a", "a", "a b", "../x", "jia/", "jia-", new string('a', 32), ""])
            Assert.IsType<SlugUnfit>((await First.Begin(token, new(slug, "Name", "yunwei", "o", House.Password, House.Password, "wangfang", "a"), CancellationToken.None)).Refusal);
        Assert.IsType<PasswordsDiffer>((await First.Begin(token, new("jia", "Name", "yunwei", "o", House.Password, "other", "wangfang", "a"), CancellationToken.None)).Refusal);
        foreach (var (weak, why) in new[]
        {
            ("short", typeof(PasswordTooShort)), ("yunwei2024", typeof(PasswordTooShort)), ("aaaaaaaaaaaa", typeof(PasswordCommon)), ("123456789012", typeof(PasswordCommon)),
            ("yunwei-2024-2024", typeof(PasswordCommon)), (new string('x', 129), typeof(PasswordTooLong)),
        })
            Assert.IsType(why, (await First.Begin(token, new("jia", "Name", "yunwei", "o", weak, weak, "wangfang", "a"), CancellationToken.None)).Refusal);
        Assert.Empty(_house.Services.GetRequiredService<CommunityDirectory>().All);
        await using var database = _house.Books();
        Assert.False(await database.Users.AnyAsync());
        Assert.True(await First.IsOpen(token, CancellationToken.None));
    }

    [Fact]
    public async Task Ends_after_a_day_and_with_the_next_start()
    {
        var file = Path.Combine(_house.Data, "keys", "set-up.hash");
        var old = (await First.Link(CancellationToken.None))!.Split("token=")[1];
        var token = (await First.Link(CancellationToken.None))!.Split("token=")[1];
        Assert.False(await First.IsOpen(old, CancellationToken.None));
        Assert.True(await First.IsOpen(token, CancellationToken.None));
        Assert.False(await First.IsOpen(token + "x", CancellationToken.None));
        Assert.False(await First.IsOpen(null, CancellationToken.None));
        var lines = await File.ReadAllLinesAsync(file);
        var end = DateTimeOffset.Parse(lines[1], CultureInfo.InvariantCulture);
        Assert.InRange(end - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        await File.WriteAllLinesAsync(file, [lines[0], TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("O", CultureInfo.InvariantCulture)]);
        Assert.False(await First.IsOpen(token, CancellationToken.None));
    }
}
