using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What the desk does for somebody who lost her phone, left a browser open, or leaves.</summary>
internal sealed partial class AccountDesk
{
    /// <summary>How long a reset waits for the second person's yes.</summary>
    public static readonly TimeSpan ResetWaits = TimeSpan.FromHours(24);

    /// <summary>Signs an account out everywhere; it may sign in again.</summary>
    public Task<Outcome<int>> EndSessions(Asker by, string place, string account, CancellationToken stop) =>
        Turn<int>(by, place, "EndSessions", account, async round =>
        {
            var found = await Touchable(round, account);
            if (!found.Ok) return found.Refusal;
            AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(found.Value));
            return await round.Database.Sessions.Where(row => row.AccountId == account).ExecuteDeleteAsync(stop);
        }, stop);

    /// <summary>Asks that somebody's second factor and passkeys be taken away. Nothing happens until another person says yes.</summary>
    public Task<Outcome<bool>> AskReset(Asker by, string place, string account, CancellationToken stop) =>
        Turn<bool>(by, place, "AskSecondFactorReset", account, async round =>
        {
            var found = await Touchable(round, account);
            if (!found.Ok) return found.Refusal;
            if (!found.Value.TwoFactorEnabled && (await round.Accounts.GetPasskeysAsync(found.Value)).Count == 0) return new NoSecondFactor();
            await round.Database.Resets.Where(row => row.AccountId == account && row.Community == place).ExecuteDeleteAsync(stop);
            round.Database.Resets.Add(new() { AccountId = account, Community = place, AskedBy = by.AccountId ?? "", AskedByName = by.Name, At = clock.GetUtcNow().UtcDateTime });
            await round.Database.SaveChangesAsync(stop);
            return true;
        }, stop);

    /// <summary>The second person's answer. Yes takes the second factor and the passkeys away and ends all sessions; no takes the request back.</summary>
    public Task<Outcome<bool>> AnswerReset(Asker by, string place, string account, bool yes, CancellationToken stop) =>
        Turn<bool>(by, place, yes ? "ResetSecondFactor" : "RefuseSecondFactorReset", account, async round =>
        {
            var found = await Touchable(round, account);
            if (!found.Ok) return found.Refusal;
            var oldest = clock.GetUtcNow().UtcDateTime - ResetWaits;
            if (await round.Database.Resets.FirstOrDefaultAsync(row => row.AccountId == account && row.Community == place && row.At > oldest, stop) is not { } asked) return new NotFound();
            if (yes && asked.AskedBy == (by.AccountId ?? "")) return new AnotherPersonsYes();
            round.Database.Resets.Remove(asked);
            await round.Database.SaveChangesAsync(stop);
            if (!yes) return true;
            await SecondFactor.SwitchOff(round.Accounts, round.Store, found.Value, passkeysToo: true);
            AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(found.Value));
            await round.Database.Sessions.Where(row => row.AccountId == account).ExecuteDeleteAsync(stop);
            return true;
        }, stop);

    /// <summary>
    /// 离岗移交 · Gives everything an account is responsible for here to a successor, in one act: roles, grids, and the lead of grids.
    /// What she did stays hers. Her account is shut where she works nowhere else.
    /// </summary>
    public Task<Outcome<bool>> HandOver(Asker by, string place, string account, string successor, CancellationToken stop) =>
        Turn<bool>(by, place, "HandOver", account, async round =>
        {
            var rows = await Rows(round, account);
            if (rows.Count == 0 || await round.Accounts.FindByIdAsync(account) is not { } leaver) return new NotFound();
            round.Subject = leaver.UserName!;
            if (account == by.AccountId) return new OwnAccount();
            var taken = await Rows(round, successor);
            if (successor == account || taken.Count == 0 || await round.Accounts.FindByIdAsync(successor) is not { } heir || heir.IsClosed()) return new SuccessorMissing();
            if (rows.Exists(row => row.Role == Roles.CommunityAdmin) && !await AdministersHere(round)) return new OnlyAdministrators();
            // Nobody takes over into her own hands what she could not give herself.
            if (successor == by.AccountId && !by.RunsPlatform && !await AdministersHere(round)) return new OwnRoleRaised();
            round.Subject = $"{leaver.UserName} → {heir.UserName}";
            Move(round, rows, taken, successor);
            var admin = rows.Exists(row => row.Role == Roles.CommunityAdmin) && !taken.Exists(row => row.Role == Roles.CommunityAdmin);
            await round.Database.SaveChangesAsync(stop);
            if (!await round.Database.Memberships.AnyAsync(row => row.AccountId == account && row.HandedTo == null, stop) && !leaver.IsOperator)
            {
                AccountFacts.Expect(await round.Accounts.SetLockoutEnabledAsync(leaver, true));
                AccountFacts.Expect(await round.Accounts.SetLockoutEndDateAsync(leaver, AccountFacts.Never));
            }
            AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(leaver));
            if (admin && options.AdminsNeedSecondFactor) AccountFacts.Expect(await round.Accounts.UpdateSecurityStampAsync(heir));
            if (communities.Find(place) is not null) await MoveGrids(place, account, successor, stop);
            return true;
        }, stop);

    /// <summary>Each role with the reach of both; the leaver's rows stay and give nothing any more.</summary>
    private static void Move(Round round, List<Membership> rows, List<Membership> taken, string successor)
    {
        var whole = rows.Concat(taken).Any(row => row.Grids is null);
        var grids = whole ? null : string.Join(',', rows.Concat(taken).SelectMany(row => row.Grids!.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal));
        foreach (var row in taken) row.Grids = grids;
        foreach (var role in rows.Select(row => row.Role).Distinct(StringComparer.Ordinal).Where(role => !taken.Exists(row => row.Role == role)))
            round.Database.Memberships.Add(new() { AccountId = successor, Community = round.Place!, Role = role, Grids = grids });
        foreach (var row in rows) row.HandedTo = successor;
    }

    /// <summary>In the community's own database, before the platform's commits: cut off between the two, the act is refused whole and can be repeated.</summary>
    private async Task MoveGrids(string community, string from, string to, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: true, stop);
        await using var database = books.Open(session);
        await database.Set<Grid>().Where(grid => grid.LeaderAccountId == from).ExecuteUpdateAsync(grid => grid.SetProperty(one => one.LeaderAccountId, to), stop);
        await session.Commit(stop);
    }
}
