using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace CommunityPlatform.Host.Accounts;

/// <summary>入口 · Where somebody goes whose password was right. Nobody of whom a second factor is required gets in without one, not even to set it up.</summary>
internal sealed class Entrance(SignInManager<Account> signIn, SecondFactor second, AccountPlaces places)
{
    private AccountSignIn SignIn => (AccountSignIn)signIn;

    /// <summary>Lets in, or leads to the next step; says the address.</summary>
    public async Task<string> ByPassword(Account account, string? back, CancellationToken stop)
    {
        if (account.TwoFactorEnabled)
        {
            await SignIn.HalfWay(account);
            return At("/sign-in/code", back);
        }
        if (await second.IsRequired(account, stop))
        {
            await SignIn.HalfWay(account);
            return At("/two-factor", back);
        }
        await SignIn.SignInAsync(account, isPersistent: false);
        return await Inside(account, back, stop);
    }

    /// <summary>Lets in by a passkey or a code.</summary>
    public async Task<string> Strong(Account account, string? back, CancellationToken stop)
    {
        await SignIn.SignInStrong(account);
        return await Inside(account, back, stop);
    }

    /// <summary>Who is here: signed in, or half-way in.</summary>
    public async Task<Account?> Who() => await SignIn.UserManager.GetUserAsync(SignIn.Context.User) is { } account ? account : await SignIn.GetTwoFactorAuthenticationUserAsync();

    private async Task<string> Inside(Account account, string? back, CancellationToken stop) => back ?? await places.Landing(account.Id, stop);

    public static string At(string path, string? back, string? said = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?> { ["back"] = back, ["said"] = said });
}
