using System.Globalization;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.WebUtilities;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Where the forms of sign-in, set-up and passwords are sent. A cookie cannot be set inside a circuit.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var posts = routes.MapGroup("/account").AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest());
        posts.MapPost("/sign-in", SignIn).Keep(Paced.SignIn, "/sign-in", "back", "name");
        posts.MapPost("/sign-out", SignOut);
        posts.MapPost("/set-up", Begin).Keep(Paced.Links, "/set-up", "token", "slug", "name", "operator", "operator-name", "admin", "admin-name");
        posts.MapPost("/choose-password", ChoosePassword).Keep(Paced.Links, "/invite", "account", "token");
        posts.MapPost("/change-password", ChangePassword).Keep(Paced.SignIn, "/security");
        posts.MapSecurity();
        Devices.DeviceEndpoints.MapDevices(posts);
        routes.MapGet("/account/language", Language);
    }

    /// <summary>Only addresses of this house: a link to the sign-in page must not lead elsewhere.</summary>
    internal static string? LocalPath(string? back) =>
        back is ['/', ..] && RedirectHttpResult.IsLocalUrl(back) && !back.Any(char.IsControl)
        && !back.StartsWith("/sign-in", StringComparison.Ordinal) && !back.StartsWith("/account/", StringComparison.Ordinal) ? back : null;

    private static async Task<IResult> SignIn(
        HttpContext context, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Entrance entrance, TimeProvider clock, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (name, password, back) = (form["name"].ToString().Trim(), form["password"].ToString(), LocalPath(form["back"]));
        if (await signIn.UserManager.FindByNameAsync(name) is not { } account)
        {
            // As slow as a known name, so that the time does not tell either.
            hasher.HashPassword(new() { DisplayName = name }, password);
            return Again("wrong");
        }
        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.Succeeded) return Results.LocalRedirect(await entrance.ByPassword(account, back, stop));
        if (!result.IsLockedOut) return Again("wrong");
        if (account.IsClosed()) return Again("closed");
        var minutes = Math.Max(1, (int)Math.Ceiling(((account.LockoutEnd ?? clock.GetUtcNow()) - clock.GetUtcNow()).TotalMinutes));
        return Again("locked", minutes);

        IResult Again(string said, int? minutes = null) => Results.LocalRedirect(QueryHelpers.AddQueryString("/sign-in", new Dictionary<string, string?>
        {
            ["said"] = said, ["minutes"] = minutes?.ToString(CultureInfo.InvariantCulture), ["name"] = name, ["back"] = back,
        }));
    }

    private static async Task<IResult> SignOut(SignInManager<Account> signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect("/sign-in?said=bye");
    }

    private static async Task<IResult> Begin(HttpContext context, FirstStart first, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        string Field(string name) => form[name].ToString().Trim();
        var ask = new SetUp(Field("slug"), Field("name"), Field("operator"), Field("operator-name"), form["password"].ToString(), form["again"].ToString(), Field("admin"), Field("admin-name"));
        var outcome = await first.Begin(form["token"], ask, stop);
        if (outcome.Ok) return Results.LocalRedirect(outcome.Value.Path + "&first=true");
        return Results.LocalRedirect(QueryHelpers.AddQueryString("/set-up", new Dictionary<string, string?>
        {
            ["token"] = form["token"], ["said"] = Said(outcome.Refusal), ["slug"] = ask.Slug, ["name"] = ask.Name,
            ["operator"] = ask.OperatorSignIn, ["operator-name"] = ask.OperatorName, ["admin"] = ask.AdminSignIn, ["admin-name"] = ask.AdminName,
        }));
    }

    private static async Task<IResult> ChoosePassword(HttpContext context, SignInManager<Account> signIn, Entrance entrance, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (id, token) = (form["account"].ToString(), form["token"].ToString());
        if (await AccountDesk.Invited(signIn.UserManager, id, token) is not { } account) return Again(new LinkDead());
        if (form["password"] != form["again"]) return Again(new PasswordsDiffer());
        var result = await signIn.UserManager.ResetPasswordAsync(account, AccountDesk.ReadToken(token)!, form["password"].ToString());
        if (!result.Succeeded) return Again(result.Refusal());
        await signIn.UserManager.SetLockoutEndDateAsync(account, null);
        return Results.LocalRedirect(await entrance.ByPassword(account, back: null, stop));

        IResult Again(Refusal refusal) => Results.LocalRedirect(QueryHelpers.AddQueryString("/invite", new Dictionary<string, string?>
        {
            ["account"] = id, ["token"] = token, ["said"] = Said(refusal),
        }));
    }

    private static async Task<IResult> ChangePassword(HttpContext context, SignInManager<Account> signIn, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var page = form["page"].ToString() is var asked && RedirectHttpResult.IsLocalUrl(asked) && asked.StartsWith('/') ? asked : "/";
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.LocalRedirect("/sign-in");
        if (form["password"] != form["again"]) return Back(Said(new PasswordsDiffer()));
        if (await signIn.UserManager.IsLockedOutAsync(account)) return Back(Said(new PasswordWrong()));
        var result = await signIn.UserManager.ChangePasswordAsync(account, form["current"].ToString(), form["password"].ToString());
        if (!result.Succeeded)
        {
            var refusal = result.Refusal();
            // Guessing here counts like guessing at the door.
            if (refusal is PasswordWrong) await signIn.UserManager.AccessFailedAsync(account);
            return Back(Said(refusal));
        }
        await signIn.UserManager.ResetAccessFailedCountAsync(account);
        await signIn.RefreshSignInAsync(account);
        return Back("changed");

        IResult Back(string said) => Results.LocalRedirect(QueryHelpers.AddQueryString(page, "said", said));
    }

    /// <summary>The other language, kept in the browser; a link, so that it works before any script does.</summary>
    private static IResult Language(HttpContext context, string to, string? back)
    {
        var culture = new CultureInfo(to == "en" ? "en" : "zh-Hans");
        context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new(culture)), new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(back is ['/', ..] && RedirectHttpResult.IsLocalUrl(back) ? back : "/");
    }

    /// <summary>A refusal as a code for an address; the page says it in words.</summary>
    private static string Said(Refusal refusal) => refusal.GetType().Name;
}
