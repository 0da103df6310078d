using System.Security.Claims;
using CommunityPlatform.Host.Communities;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Registers sign-in, lockout and the cookie.</summary>
internal static class AccountServices
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Account>(identity =>
            {
                // The rule of our own says it in words.
                identity.Password.RequiredLength = 1;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.User.AllowedUserNameCharacters = "";
            })
            .AddEntityFrameworkStores<PlatformDbContext>()
            .AddUserStore<AccountStore>()
            .AddSignInManager<AccountSignIn>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<AccountClaims>();
        // Links to choose a password.
        services.Configure<DataProtectionTokenProviderOptions>(link => link.TokenLifespan = TimeSpan.FromDays(7));
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = TimeSpan.FromMinutes(1);
            // The renewed principal would forget which session it is and how it came in.
            stamp.OnRefreshingPrincipal = renewed =>
            {
                foreach (var type in (string[])[AccountSessions.Claim, AccountSignIn.How])
                    if (renewed.CurrentPrincipal?.FindFirst(type) is { } claim && renewed.NewPrincipal?.HasClaim(claim.Type, claim.Value) == false)
                        ((ClaimsIdentity)renewed.NewPrincipal.Identity!).AddClaim(new(claim.Type, claim.Value));
                return Task.CompletedTask;
            };
        });
        // A passkey stands for both factors: what she has, and her finger or PIN.
        services.Configure<IdentityPasskeyOptions>(passkey => (passkey.UserVerificationRequirement, passkey.ResidentKeyRequirement) = ("required", "required"));
        services.AddScoped<AuthenticationStateProvider, AccountRevalidation>();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "cp-account";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.HttpOnly = true;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/sign-in";
            cookie.ReturnUrlParameter = "back";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = async check =>
            {
                await SecurityStampValidator.ValidatePrincipalAsync(check);
                if (check.Principal is null || await check.HttpContext.RequestServices.GetRequiredService<AccountSessions>().IsAlive(check.Principal)) return;
                check.RejectPrincipal();
                await check.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            };
        });
        services.AddSingleton<Grants>().AddSingleton<AccountDesk>().AddSingleton<PermissionDesk>().AddSingleton<AccountBook>();
        services.AddSingleton<AccountSessions>().AddSingleton<OnceShown>().AddSingleton<OneTimeCodes>().AddSingleton<SecondFactor>().AddSingleton<CommunityNotes>().AddSingleton<OpenWorks>().AddScoped<Entrance>();
        services.AddSingleton<AccountPlaces>().AddSingleton<CommunityMaker>().AddSingleton<FirstStart>();
        return services;
    }

    private sealed class AccountClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Account>(accounts, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.AddClaim(new("display-name", user.DisplayName));
            if (user.IsOperator) identity.AddClaim(new("operator", "true"));
            return identity;
        }
    }
}
