using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>What belongs to one person's sign-in is nobody else's to end, whoever names its id.</summary>
public sealed class OthersTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private static string Fresh() => "o" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task Another_s_session_and_passkey_stay()
    {
        var (mine, hers) = (Fresh(), Fresh());
        await house.Account(mine, "lan", Roles.CommunityAdmin);
        var her = await house.Account(hers, "lan", Roles.Worker);
        using var browser = house.Browser();
        using var other = house.Browser();
        await House.SignIn(browser, mine);
        await House.SignIn(other, hers);
        var sessions = house.Services.GetRequiredService<AccountSessions>();
        var session = Assert.Single(await sessions.Of(her, No));
        await using (var database = house.Books())
        {
            database.Passkeys.Add(new() { Id = "aGVycw", AccountId = her, Name = "hers", PublicKey = "AA==", Attestation = "AA==", ClientData = "AA==", Since = TimeProvider.System.GetUtcNow().UtcDateTime });
            await database.SaveChangesAsync();
        }

        await House.Send(browser, "/security", "/account/sessions/end", ("session", session.Id.ToString()));
        Assert.Single(await sessions.Of(her, No));
        Assert.Equal(200, (int)(await other.GetAsync("/c/lan")).StatusCode);

        Assert.EndsWith("said=PasskeyRefused", House.Where(await House.Send(browser, "/security", "/account/passkeys/remove", ("id", "aGVycw"))), StringComparison.Ordinal);
        await using var after = house.Books();
        Assert.Single(after.Passkeys, row => row.AccountId == her);
    }
}
