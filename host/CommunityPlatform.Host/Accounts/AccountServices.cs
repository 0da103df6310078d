using System.Security.Claims;
using CommunityPlatform.Host.Communities;
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
                identity.Password.RequiredLength = 10;
                identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.User.AllowedUserNameCharacters = "";
            })
            .AddEntityFrameworkStores<PlatformDbContext>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<AccountClaims>();
        // Links to choose a password.
        services.Configure<DataProtectionTokenProviderOptions>(link => link.TokenLifespan = TimeSpan.FromDays(7));
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
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
        });
        services.AddSingleton<Grants>().AddSingleton<AccountDesk>().AddSingleton<PermissionDesk>().AddSingleton<AccountBook>();
        services.AddSingleton<AccountPlaces>().AddSingleton<SignInPace>().AddSingleton<CommunityMaker>().AddSingleton<FirstStart>();
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
