using System.Security.Claims;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Where the forms of the second factor, the passkeys and the sessions are sent.</summary>
internal static class SecurityEndpoints
{
    public const string Page = "/security";

    public static void MapSecurity(this RouteGroupBuilder posts)
    {
        posts.MapPost("/sign-in-code", SignInCode).Keep(Paced.SecondFactor, "/sign-in/code", "back");
        posts.MapPost("/two-factor/on", SwitchOn).Keep(Paced.SecondFactor, "/two-factor", "back", "offer");
        posts.MapPost("/two-factor/off", SwitchOff).Keep(Paced.SignIn, "/security");
        posts.MapPost("/two-factor/codes", NewCodes).Keep(Paced.SignIn, "/security");
        posts.MapPost("/passkeys/creation-options", CreationOptions);
        posts.MapPost("/passkeys/add", AddPasskey);
        posts.MapPost("/passkeys/remove", RemovePasskey);
        posts.MapPost("/passkeys/request-options", RequestOptions).Keep(Paced.SignIn);
        posts.MapPost("/passkeys/sign-in", SignInByPasskey).Keep(Paced.SignIn, "/sign-in", "back");
        posts.MapPost("/sessions/end", EndSessions);
    }

    /// <summary>The second step: a code of the app, or one of the codes on paper.</summary>
    private static async Task<IResult> SignInCode(HttpContext context, SignInManager<Account> signIn, AccountPlaces places, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var back = AccountEndpoints.LocalPath(form["back"]);
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account) return Results.LocalRedirect(Entrance.At("/sign-in", back, "ended"));
        var typed = form["code"].ToString();
        // A code of the app has six digits and nothing else; a recovery code looks different.
        var result = Totp.Tidy(typed).Length == 6 && !typed.Any(char.IsLetter)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(Totp.Tidy(typed), isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(typed.Trim().ToUpperInvariant());
        if (result.Succeeded) return Results.LocalRedirect(back ?? await places.Landing(account.Id, stop));
        if (!result.IsLockedOut)
        {
            // Identity counts wrong codes of the app by itself, and wrong recovery codes not at all.
            if (typed.Any(char.IsLetter)) await signIn.UserManager.AccessFailedAsync(account);
            return Results.LocalRedirect(Entrance.At("/sign-in/code", back, nameof(CodeWrong)));
        }
        return Results.LocalRedirect(Entrance.At("/sign-in", back, account.IsClosed() ? "closed" : "locked"));
    }

    private static async Task<IResult> SwitchOn(
        HttpContext context, Entrance entrance, SecondFactor second, SignInManager<Account> signIn, IUserStore<Account> store, OnceShown once, CommunityNotes notes, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var (back, offer) = (AccountEndpoints.LocalPath(form["back"]), form["offer"].ToString());
        if (await entrance.Who() is not { } account) return Results.LocalRedirect("/sign-in?said=ended");
        if (account.TwoFactorEnabled) return Results.LocalRedirect(Page);
        if (second.Read(account, offer) is not { } key) return Results.LocalRedirect(Entrance.At("/two-factor", back, nameof(LinkDead)));
        // The same key again, so that the picture need not be taken anew.
        if (!await second.Fits(account, key, form["code"], stop)) return Results.LocalRedirect(QueryHelpers.AddQueryString(Entrance.At("/two-factor", back, nameof(CodeWrong)), "offer", offer));
        var codes = await SecondFactor.SwitchOn(signIn.UserManager, store, account, key);
        await notes.OwnAct(account, "SecondFactorOn", stop);
        var to = await entrance.Strong(account, back, stop);
        return Results.LocalRedirect(QueryHelpers.AddQueryString(Entrance.At("/recovery-codes", to), "show", once.Keep(account.Id, codes)));
    }

    private static async Task<IResult> SwitchOff(HttpContext context, SignInManager<Account> signIn, SecondFactor second, IUserStore<Account> store, CommunityNotes notes, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.LocalRedirect("/sign-in");
        if (await second.IsRequired(account, stop)) return Said(new SecondFactorRequired());
        if (!await IsHers(signIn, account, form["current"].ToString())) return Said(new PasswordWrong());
        await SecondFactor.SwitchOff(signIn.UserManager, store, account, passkeysToo: false);
        await notes.OwnAct(account, "SecondFactorOff", stop);
        await signIn.RefreshSignInAsync(account);
        return Results.LocalRedirect(Page + "?said=second-off");
    }

    private static async Task<IResult> NewCodes(HttpContext context, SignInManager<Account> signIn, OnceShown once, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.LocalRedirect("/sign-in");
        if (!account.TwoFactorEnabled) return Said(new NoSecondFactor());
        if (!await IsHers(signIn, account, form["current"].ToString())) return Said(new PasswordWrong());
        var codes = await signIn.UserManager.GenerateNewTwoFactorRecoveryCodesAsync(account, SecondFactor.RecoveryCodes);
        return Results.LocalRedirect(QueryHelpers.AddQueryString(Entrance.At("/recovery-codes", Page), "show", once.Keep(account.Id, [.. codes ?? []])));
    }

    private static async Task<IResult> CreationOptions(HttpContext context, SignInManager<Account> signIn)
    {
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.Unauthorized();
        var options = await signIn.MakePasskeyCreationOptionsAsync(new() { Id = account.Id, Name = account.UserName!, DisplayName = account.DisplayName });
        return Results.Content(options, "application/json");
    }

    private static async Task<IResult> AddPasskey(HttpContext context, SignInManager<Account> signIn, CommunityNotes notes, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.LocalRedirect("/sign-in");
        if (await Attested(signIn, form["credential"].ToString()) is not { } passkey) return Said(new PasskeyRefused());
        passkey.Name = form["name"].ToString().Trim() is { Length: > 0 and <= 40 } name ? name : SessionFacts.Device(context.Request.Headers.UserAgent);
        AccountFacts.Expect(await signIn.UserManager.AddOrUpdatePasskeyAsync(account, passkey));
        await notes.OwnAct(account, "AddPasskey", stop);
        return Results.LocalRedirect(Page + "?said=passkey-added");
    }

    private static async Task<UserPasskeyInfo?> Attested(SignInManager<Account> signIn, string credential)
    {
        if (credential.Length is 0 or > 20_000) return null;
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential) is { Succeeded: true } made ? made.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            // The challenge was asked for longer than five minutes ago.
            return null;
        }
    }

    private static async Task<IResult> RemovePasskey(HttpContext context, SignInManager<Account> signIn, CommunityNotes notes, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.LocalRedirect("/sign-in");
        var found = (await signIn.UserManager.GetPasskeysAsync(account)).FirstOrDefault(passkey => WebEncoders.Base64UrlEncode(passkey.CredentialId) == form["id"]);
        if (found is null) return Said(new PasskeyRefused());
        AccountFacts.Expect(await signIn.UserManager.RemovePasskeyAsync(account, found.CredentialId));
        await notes.OwnAct(account, "RemovePasskey", stop);
        return Results.LocalRedirect(Page + "?said=passkey-removed");
    }

    private static async Task<IResult> RequestOptions(SignInManager<Account> signIn) =>
        // For nobody by name: the browser offers the keys it has for this house, and nobody learns which names there are.
        Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<IResult> SignInByPasskey(HttpContext context, SignInManager<Account> signIn, Entrance entrance, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var back = AccountEndpoints.LocalPath(form["back"]);
        if (await Asserted(signIn, form["credential"].ToString()) is not { Succeeded: true } result) return Results.LocalRedirect(Entrance.At("/sign-in", back, nameof(PasskeyRefused)));
        // Wrong passwords do not shut out who holds the key; an administrator does.
        if (result.User.IsClosed()) return Results.LocalRedirect(Entrance.At("/sign-in", back, "closed"));
        AccountFacts.Expect(await signIn.UserManager.AddOrUpdatePasskeyAsync(result.User, result.Passkey));
        return Results.LocalRedirect(await entrance.Strong(result.User, back, stop));
    }

    private static async Task<PasskeyAssertionResult<Account>?> Asserted(SignInManager<Account> signIn, string credential)
    {
        if (credential.Length is 0 or > 20_000) return null;
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // The challenge was asked for longer than five minutes ago.
            return null;
        }
    }

    private static async Task<IResult> EndSessions(HttpContext context, SignInManager<Account> signIn, AccountSessions sessions, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        if (await signIn.UserManager.GetUserAsync(context.User) is not { } account) return Results.LocalRedirect("/sign-in");
        var mine = Guid.ParseExact(context.User.FindFirstValue(AccountSessions.Claim)!, "N");
        if (Guid.TryParse(form["session"], out var one)) await sessions.End(account.Id, one, keep: null, stop);
        else await sessions.End(account.Id, null, keep: mine, stop);
        return Results.LocalRedirect(one == mine ? "/sign-in?said=bye" : Page + "?said=sessions-ended");
    }

    /// <summary>Asks for the password again before a second factor changes; guessing here counts like guessing at the door.</summary>
    private static async Task<bool> IsHers(SignInManager<Account> signIn, Account account, string password) =>
        (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;

    private static IResult Said(Refusal refusal) => Results.LocalRedirect(QueryHelpers.AddQueryString(Page, "said", refusal.GetType().Name));
}
