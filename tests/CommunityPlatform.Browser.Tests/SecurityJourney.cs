using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

/// <summary>A second factor and a passkey, from the first setting up to the next morning's sign-in. Accounts that no other journey uses.</summary>
[Collection(nameof(House))]
public class SecurityJourney(House house)
{
    /// <summary>Passkeys belong to a name; browsers give none to a bare number.</summary>
    private string Address => house.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    [Fact]
    public async Task A_worker_sets_up_codes_and_signs_in_by_them_and_by_a_code_on_paper()
    {
        var page = await SignIn("yi.approver");
        await page.GotoAsync(Address + "/security");
        await page.ClickAsync("a[href^='/two-factor']");
        await Expect(page.Locator(".two-qr svg")).ToBeVisibleAsync();
        var key = (await page.GetAttributeAsync("#totp-key", "data-key"))!;
        await page.FillAsync("#code", "000000");
        await page.ClickAsync("form[action='/account/two-factor/on'] button");
        await Expect(page.Locator("#code-error")).ToContainTextAsync("验证码不对");
        // Each code opens once: the one of half a minute ago is for setting up, the one of now for the morning.
        await page.FillAsync("#code", Code(key, -1));
        await page.ClickAsync("form[action='/account/two-factor/on'] button");
        await Expect(page.Locator("#codes li")).ToHaveCountAsync(10);
        var paper = (await page.Locator("#codes code").First.TextContentAsync())!;
        await page.ReloadAsync();
        await Expect(page.Locator("#codes li")).ToHaveCountAsync(0);

        foreach (var second in (string[])[Code(key), paper])
        {
            var morning = await house.Open();
            await Password(morning, "yi.approver");
            await morning.WaitForURLAsync("**/sign-in/code*");
            await morning.FillAsync("#code", second);
            await morning.ClickAsync("form[action='/account/sign-in-code'] button");
            await morning.WaitForURLAsync("**/c/yi");
        }
    }

    [Fact]
    public async Task A_worker_adds_a_passkey_and_signs_in_by_it_without_a_password()
    {
        var page = await SignIn("yi.counter");
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("WebAuthn.enable");
        await cdp.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync(Address + "/security");
        await page.FillAsync("[name=name]", "窗口电脑");
        await page.ClickAsync("form[data-passkey=create] button");
        await Expect(page.GetByText("通行密钥已添加")).ToBeVisibleAsync();
        await Expect(page.GetByText("窗口电脑", new() { Exact = true })).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(Address + "/sign-in?back=%2Fc%2Fyi");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.WaitForURLAsync("**/c/yi");

        // Taken away, it opens nothing any more, and the page says so.
        await page.GotoAsync(Address + "/security");
        await page.ClickAsync("form[action='/account/passkeys/remove'] button");
        await Expect(page.GetByText("通行密钥已删除")).ToBeVisibleAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(Address + "/sign-in");
        await Expect(page.Locator("[data-passkey-error]")).ToBeHiddenAsync();
        await page.ClickAsync("form[data-passkey=get] button");
        await Expect(page.GetByText("通行密钥没有通过").First).ToBeVisibleAsync();
    }

    private async Task<IPage> SignIn(string name)
    {
        var page = await house.Open();
        await Password(page, name);
        await page.WaitForURLAsync("**/c/yi");
        return page;
    }

    private async Task Password(IPage page, string name)
    {
        await page.GotoAsync(Address + "/sign-in");
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("[name=password]", House.Password);
        await page.ClickAsync("form[action='/account/sign-in'] button[type=submit]");
    }

    /// <summary>As an authenticator app counts (RFC 6238).</summary>
    private static string Code(string key, int halfMinutes = 0)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Select(letter => Convert.ToString(Letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var moment = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + halfMinutes);
        var hash = HMACSHA1.HashData(secret, moment);
        return $"{(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff) % 1_000_000:D6}";
    }
}
