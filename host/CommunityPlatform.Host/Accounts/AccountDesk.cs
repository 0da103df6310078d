using System.Text;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// The one place where accounts and memberships change. Each act asks again whether the asker may, stands in the operator's log
/// and in the community's audit, and is either wholly done or not at all.
/// </summary>
internal sealed partial class AccountDesk(
    IServiceScopeFactory scopes, CommunityDirectory communities, CommunityLedger ledger, Grants grants, AccountSessions sessions, DatabaseEngine engine, CommunityBooks books, PlatformOptions options, TimeProvider clock)
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Makes an account without a password and the one-time link to choose one.</summary>
    public Task<Outcome<Invitation>> Create(Asker by, string place, NewAccount ask, CancellationToken stop) =>
        Turn<Invitation>(by, place, "CreateAccount", ask.SignInName, async round =>
        {
            if (await MayGive(round, [], ask.Roles, ask.Grids) is { } refusal) return refusal;
            var made = await Add(round, ask.SignInName, ask.DisplayName, password: null, runsPlatform: false);
            if (!made.Ok) return made.Refusal;
            foreach (var role in ask.Roles.Distinct(StringComparer.Ordinal)) round.Database.Memberships.Add(Row(made.Value.Id, place, role, ask.Grids));
            await round.Database.SaveChangesAsync(stop);
            return await Link(round, made.Value);
        }, stop);

    /// <summary>Makes an account with a password, for set-up and scenes; memberships follow by <see cref="SetRoles"/>.</summary>
    public Task<Outcome<string>> Make(Asker by, string signInName, string displayName, string? password, bool runsPlatform, CancellationToken stop) =>
        Turn<string>(by, null, runsPlatform ? "CreateOperator" : "CreateAccount", signInName, async round =>
        {
            var made = await Add(round, signInName, displayName, password, runsPlatform);
            return made.Ok ? made.Value.Id : made.Refusal;
        }, stop);

    /// <summary>Gives an account exactly these roles and grids at a place. The operator may so bring an account into a further place.</summary>
    public Task<Outcome<bool>> SetRoles(Asker by, string place, string account, IReadOnlyList<string> roles, IReadOnlyList<Guid>? grids, CancellationToken stop) =>
        Turn<bool>(by, place, "SetRoles", account, async round =>
        {
            if (await round.Accounts.FindByIdAsync(account) is not { } person) return new NotFound();
            round.Subject = person.UserName!;
            var rows = await Rows(round, account);
            if (rows.Count == 0 && !by.RunsPlatform) return new NotFound();
            var before = rows.ConvertAll(row => row.Role);
            if (await MayGive(round, before, roles, grids) is { } refusal) return refusal;
            if (before.Contains(Roles.CommunityAdmin) && !roles.Contains(Roles.CommunityAdmin) && await IsLastAdministrator(round, account)) return new LastAdministrator();
            if (account == by.AccountId && !by.RunsPlatform && Raises(rows, roles, grids)) return new OwnRoleRaised();
            round.Database.Memberships.RemoveRange(rows);
            foreach (var role in roles.Distinct(StringComparer.Ordinal)) round.Database.Memberships.Add(Row(account, place, role, grids));
            await round.Database.SaveChangesAsync(stop);
            // Whoever becomes an administrator comes in anew, by a second factor.
            if (options.AdminsNeedSecondFactor && roles.Contains(Roles.CommunityAdmin) && !before.Contains(Roles.CommunityAdmin)) AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(person));
            return true;
        }, stop);

    /// <summary>A new one-time link to choose a password; earlier links and the old password end when it is used.</summary>
    public Task<Outcome<Invitation>> Invite(Asker by, string place, string account, CancellationToken stop) =>
        Turn<Invitation>(by, place, "Invite", account, async round =>
        {
            var found = await Touchable(round, account, selfToo: true);
            return found.Ok ? await Link(round, found.Value) : found.Refusal;
        }, stop);

    /// <summary>Shuts an account out: no sign-in, and what is open ends within a minute.</summary>
    public Task<Outcome<bool>> Lock(Asker by, string place, string account, CancellationToken stop) =>
        Turn<bool>(by, place, "LockAccount", account, async round =>
        {
            var found = await Touchable(round, account);
            if (!found.Ok) return found.Refusal;
            if (await IsLastAdministrator(round, account)) return new LastAdministrator();
            AccountFacts.Expect(await round.Accounts.SetLockoutEnabledAsync(found.Value, true));
            AccountFacts.Expect(await round.Accounts.SetLockoutEndDateAsync(found.Value, AccountFacts.Never));
            AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(found.Value));
            return true;
        }, stop);

    /// <summary>Opens an account again, also after too many wrong passwords.</summary>
    public Task<Outcome<bool>> Unlock(Asker by, string place, string account, CancellationToken stop) =>
        Turn<bool>(by, place, "UnlockAccount", account, async round =>
        {
            var found = await Touchable(round, account);
            if (!found.Ok) return found.Refusal;
            AccountFacts.Expect(await round.Accounts.SetLockoutEndDateAsync(found.Value, null));
            AccountFacts.Expect(await round.Accounts.ResetAccessFailedCountAsync(found.Value));
            return true;
        }, stop);

    /// <summary>Takes an account out of a place; the account itself and its traces stay.</summary>
    public Task<Outcome<bool>> Remove(Asker by, string place, string account, CancellationToken stop) =>
        Turn<bool>(by, place, "RemoveMembership", account, async round =>
        {
            var rows = await Rows(round, account);
            if (rows.Count == 0 || await round.Accounts.FindByIdAsync(account) is not { } person) return new NotFound();
            round.Subject = person.UserName!;
            if (account == by.AccountId) return new OwnAccount();
            if (rows.Exists(row => row.Role == Roles.CommunityAdmin))
            {
                if (!await AdministersHere(round)) return new OnlyAdministrators();
                if (await IsLastAdministrator(round, account)) return new LastAdministrator();
            }
            round.Database.Memberships.RemoveRange(rows);
            await round.Database.SaveChangesAsync(stop);
            AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(person));
            return true;
        }, stop);

    private static Membership Row(string account, string place, string role, IReadOnlyList<Guid>? grids) =>
        new() { AccountId = account, Community = place, Role = role, Grids = grids is null ? null : string.Join(',', grids.Distinct()) };

    private static Task<List<Membership>> Rows(Round round, string account) =>
        round.Database.Memberships.Where(row => row.Community == round.Place && row.AccountId == account && row.HandedTo == null).ToListAsync();

    private static async Task<Outcome<Account>> Add(Round round, string signInName, string displayName, string? password, bool runsPlatform)
    {
        signInName = signInName.Trim();
        displayName = displayName.Trim();
        if (!AccountFacts.IsSignInName(signInName)) return new SignInNameUnfit();
        if (displayName.Length is 0 or > 40) return new DisplayNameMissing();
        var account = new Account { UserName = signInName, DisplayName = displayName, IsOperator = runsPlatform, LockoutEnabled = true };
        var result = password is null ? await round.Accounts.CreateAsync(account) : await round.Accounts.CreateAsync(account, password);
        return result.Succeeded ? account : result.Refusal();
    }

    private static async Task<Invitation> Link(Round round, Account account)
    {
        var token = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await round.Accounts.GeneratePasswordResetTokenAsync(account)));
        return new(account.Id, account.DisplayName, $"/invite?account={Uri.EscapeDataString(account.Id)}&token={token}");
    }

    /// <summary>The account whose person may choose a password with this link's token, or null.</summary>
    public static async Task<Account?> Invited(UserManager<Account> accounts, string? id, string? token)
    {
        if (string.IsNullOrEmpty(id) || ReadToken(token) is not { } read || await accounts.FindByIdAsync(id) is not { } account || account.IsClosed()) return null;
        return await accounts.VerifyUserTokenAsync(account, accounts.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, read) ? account : null;
    }

    /// <summary>A link's token as Identity made it, or null where it is none.</summary>
    public static string? ReadToken(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
