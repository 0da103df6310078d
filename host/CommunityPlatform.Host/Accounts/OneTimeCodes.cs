using CommunityPlatform.Host.Communities;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// Identity's codes of the app, each accepted once: whoever saw it typed has nothing of it. On all hosts, since the used half minute
/// is a row with a key that two cannot write.
/// </summary>
internal sealed class OneTimeCodes(IDbContextFactory<PlatformDbContext> databases, TimeProvider clock) : IUserTwoFactorTokenProvider<Account>
{
    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) => !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    /// <summary>Only her app makes codes.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key && await Use(user.Id, key, token, CancellationToken.None);

    /// <summary>Whether the code is right now and was not used; it is used from now on.</summary>
    public async Task<bool> Use(string account, string key, string? code, CancellationToken stop)
    {
        if (Totp.StepOf(key, code, clock.GetUtcNow()) is not { } step) return false;
        await using var database = await databases.CreateDbContextAsync(stop);
        // What lies outside of the window is refused anyway.
        await database.UsedCodes.Where(row => row.AccountId == account && row.Step < step - (2 * Totp.Tolerance)).ExecuteDeleteAsync(stop);
        if (await database.UsedCodes.AnyAsync(row => row.AccountId == account && row.Step == step, stop)) return false;
        database.UsedCodes.Add(new() { AccountId = account, Step = step });
        try
        {
            await database.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            // Two came with one code at the same moment: the other was first. Anything else is a fault and goes on.
            await using var again = await databases.CreateDbContextAsync(stop);
            if (await again.UsedCodes.AnyAsync(row => row.AccountId == account && row.Step == step, stop)) return false;
            throw;
        }
    }
}
