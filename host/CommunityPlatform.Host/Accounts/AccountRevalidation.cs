using System.Security.Claims;
using CommunityPlatform.Host.Devices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// Asks every minute whether the account behind an open page still may be there. A lock by an administrator, a new password or a
/// taken membership ends it; a lock by wrong passwords does not, or anybody could throw a colleague out by mistyping her name.
/// </summary>
internal sealed class AccountRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly NavigationManager _navigation;
    private readonly string _stampClaim;
    private bool _signedIn;
    private bool _device;

    public AccountRevalidation(ILoggerFactory logs, IServiceScopeFactory scopes, NavigationManager navigation, IOptions<IdentityOptions> identity, PlatformOptions options) : base(logs)
    {
        (_scopes, _navigation, _stampClaim, RevalidationInterval) = (scopes, navigation, identity.Value.ClaimsIdentity.SecurityStampClaimType, options.Hardening.LookAgain);
        AuthenticationStateChanged += LeaveWhenSignedOut;
    }

    protected override TimeSpan RevalidationInterval { get; }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await StillMay(authenticationState.User);

    internal async Task<bool> StillMay(ClaimsPrincipal principal)
    {
        await using var scope = _scopes.CreateAsyncScope();
        if (KnownDevices.IsDevice(principal)) return await scope.ServiceProvider.GetRequiredService<KnownDevices>().Stands(principal, fresh: true);
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await accounts.GetUserAsync(principal) is { } account
            && !account.IsClosed()
            && (!principal.HasClaim(claim => claim.Type == AccountSessions.Claim) || await scope.ServiceProvider.GetRequiredService<AccountSessions>().IsAlive(principal))
            && principal.FindFirstValue(_stampClaim) == await accounts.GetSecurityStampAsync(account);
    }

    private async void LeaveWhenSignedOut(Task<AuthenticationState> now)
    {
        try
        {
            var before = _signedIn;
            var user = (await now).User;
            _signedIn = user.Identity?.IsAuthenticated == true;
            _device |= KnownDevices.IsDevice(user);
            // The page would stay on the screen otherwise, with what it shows. A device goes to its own door again.
            if (before && !_signedIn) _navigation.NavigateTo(_device ? _navigation.BaseUri : new Uri(new Uri(_navigation.Uri), "/sign-in?said=ended").AbsoluteUri, forceLoad: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or ObjectDisposedException or TaskCanceledException or Microsoft.JSInterop.JSDisconnectedException)
        {
            // The circuit went first.
        }
    }

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= LeaveWhenSignedOut;
        base.Dispose(disposing);
    }
}
