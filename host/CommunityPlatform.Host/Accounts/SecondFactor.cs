using System.Globalization;
using CommunityPlatform.Host.Communities;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>两步验证 · Who needs a second factor, and how it is set up. A key becomes hers only once she has shown that her app counts by it.</summary>
internal sealed class SecondFactor(IDbContextFactory<PlatformDbContext> databases, IDataProtectionProvider protection, OneTimeCodes codes, PlatformOptions options)
{
    public const int RecoveryCodes = 10;

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("CommunityPlatform.SecondFactor.Offer").ToTimeLimitedDataProtector();

    /// <summary>The operator and the administrators of communities, where this installation asks them to.</summary>
    public async Task<bool> IsRequired(Account account, CancellationToken stop)
    {
        if (!options.AdminsNeedSecondFactor) return false;
        if (account.IsOperator) return true;
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Memberships.AnyAsync(row => row.AccountId == account.Id && row.Role == Roles.CommunityAdmin && row.HandedTo == null, stop);
    }

    /// <summary>A fresh key, and the same sealed for the form: what is not taken within half an hour leaves nothing behind.</summary>
    public (string Key, string Offer) Offer(Account account)
    {
        var key = Totp.NewKey();
        return (key, _seal.Protect($"{account.Id} {key}", TimeSpan.FromMinutes(30)));
    }

    /// <summary>The key of an offer to this account; null where it is another's, too old or made up.</summary>
    public string? Read(Account account, string? offer)
    {
        try
        {
            return _seal.Unprotect(offer ?? "").Split(' ') is [var id, var key] && id == account.Id ? key : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether her app counts by this key; the code that shows it is used by that.</summary>
    public Task<bool> Fits(Account account, string key, string? code, CancellationToken stop) => codes.Use(account.Id, key, code, stop);

    /// <summary>Switches it on by a key that was shown to work; gives the recovery codes, which are kept as Identity keeps them.</summary>
    public static async Task<IReadOnlyList<string>> SwitchOn(UserManager<Account> accounts, IUserStore<Account> store, Account account, string key)
    {
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, key, CancellationToken.None);
        AccountFacts.Expect(await accounts.SetTwoFactorEnabledAsync(account, true));
        return [.. await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? throw new InvalidOperationException("The store keeps no recovery codes.")];
    }

    /// <summary>Takes everything away that is a second factor; the next sign-in is by password, and sets up a new one where it is required.</summary>
    public static async Task SwitchOff(UserManager<Account> accounts, IUserStore<Account> store, Account account, bool passkeysToo)
    {
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, "", CancellationToken.None);
        AccountFacts.Expect(await accounts.SetTwoFactorEnabledAsync(account, false));
        await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 0);
        if (!passkeysToo) return;
        foreach (var passkey in await accounts.GetPasskeysAsync(account)) AccountFacts.Expect(await accounts.RemovePasskeyAsync(account, passkey.CredentialId));
    }

    /// <summary>The key in groups of four, to be typed where no camera is.</summary>
    public static string Spelt(string key) => string.Join(' ', key.Chunk(4).Select(part => string.Concat(part))).ToLower(CultureInfo.InvariantCulture);
}
