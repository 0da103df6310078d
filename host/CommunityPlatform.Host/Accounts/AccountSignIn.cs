using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Identity's sign-in, which gives every cookie a session of its own: whichever way somebody came in, she stands in her list.</summary>
internal sealed class AccountSignIn(
    UserManager<Account> accounts, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, AccountSessions sessions)
    : SignInManager<Account>(accounts, http, claims, options, log, schemes, confirmation)
{
    /// <summary>Says how somebody proved who she is; with <see cref="Strong"/> by something she has as well.</summary>
    public const string How = "amr", Strong = "mfa";

    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var same = Context.User.FindFirstValue(ClaimTypes.NameIdentifier) == user.Id ? Context.User.FindFirstValue(AccountSessions.Claim) : null;
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(new(AccountSessions.Claim, same ?? await sessions.Begin(user.Id, Context))));
    }

    /// <summary>Half the way in: the password was right, and what comes next knows whose it was. The cookie lasts five minutes and opens nothing else.</summary>
    public Task HalfWay(Account account) =>
        Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(new ClaimsIdentity([new(ClaimTypes.Name, account.Id)], IdentityConstants.TwoFactorUserIdScheme)));

    /// <summary>In, with a second factor.</summary>
    public Task SignInStrong(Account account) => SignInWithClaimsAsync(account, isPersistent: false, [new(How, Strong)]);

    public override async Task SignOutAsync()
    {
        if (Context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } account && Guid.TryParseExact(Context.User.FindFirstValue(AccountSessions.Claim), "N", out var id))
            await sessions.End(account, id, null, CancellationToken.None);
        await base.SignOutAsync();
    }
}
