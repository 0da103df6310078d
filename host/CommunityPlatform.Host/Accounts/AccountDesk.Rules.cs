using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Who may do what at the desk, and the frame of each act.</summary>
internal sealed partial class AccountDesk
{
    /// <summary>One act under way.</summary>
    private sealed record Round(Asker By, string? Place, PlatformDbContext Database, UserManager<Account> Accounts, IUserStore<Account> Store)
    {
        public required string Subject { get; set; }
    }

    private async Task<Refusal?> MayGive(Round round, IReadOnlyList<string> before, IReadOnlyList<string> roles, IReadOnlyList<Guid>? grids)
    {
        if (communities.Find(round.Place!) is null && !(Roles.At(round.Place!)[0] == Roles.Street && communities.StreetName(round.Place!["street:".Length..]) is not null)) return new NotFound();
        var known = Roles.At(round.Place!);
        if (roles.Count == 0 || roles.Any(role => !known.Contains(role))) return new RoleMissing();
        if (grids is { Count: 0 }) return new GridsMissing();
        var admins = before.Contains(Roles.CommunityAdmin) || roles.Contains(Roles.CommunityAdmin);
        return admins && !await AdministersHere(round) ? new OnlyAdministrators() : null;
    }

    /// <summary>Whether somebody would have more than before: a new role, or more grids.</summary>
    private static bool Raises(List<Membership> rows, IReadOnlyList<string> roles, IReadOnlyList<Guid>? grids)
    {
        if (roles.Any(role => rows.TrueForAll(row => row.Role != role))) return true;
        if (rows.Exists(row => row.Grids is null)) return false;
        var had = rows.SelectMany(row => row.Grids!.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Guid.Parse).ToHashSet();
        return grids is null || grids.Any(grid => !had.Contains(grid));
    }

    private async Task<bool> AdministersHere(Round round) =>
        round.By.RunsPlatform || (await grants.Of(round.By.AccountId!, round.Place!)).Roles.Contains(Roles.CommunityAdmin);

    /// <summary>Whether nobody else here administers and can sign in. Whoever has not chosen a password yet does not count.</summary>
    private static async Task<bool> IsLastAdministrator(Round round, string account)
    {
        var admins = await round.Database.Memberships.Where(row => row.Community == round.Place && row.Role == Roles.CommunityAdmin && row.HandedTo == null).Select(row => row.AccountId).Distinct().ToListAsync();
        if (!admins.Contains(account)) return false;
        var others = await round.Database.Users.Where(row => admins.Contains(row.Id) && row.Id != account).ToListAsync();
        return !others.Exists(other => other.PasswordHash is not null && !other.IsClosed());
    }

    /// <summary>
    /// An account whose sign-in the asker may change. Who manages one community must not, by a new password, become the operator
    /// or reach into another community; who is no administrator must not become one.
    /// </summary>
    private async Task<Outcome<Account>> Touchable(Round round, string account, bool selfToo = false)
    {
        var places = await round.Database.Memberships.Where(row => row.AccountId == account).ToListAsync();
        if (places.TrueForAll(row => row.Community != round.Place) || await round.Accounts.FindByIdAsync(account) is not { } person) return new NotFound();
        round.Subject = person.UserName!;
        if (account == round.By.AccountId && !selfToo) return new OwnAccount();
        if (round.By.RunsPlatform) return person;
        if (person.IsOperator || places.Exists(row => row.Community != round.Place && row.HandedTo is null)) return new WorksElsewhere();
        return places.Exists(row => row.Role == Roles.CommunityAdmin) && !await AdministersHere(round) ? new OnlyAdministrators() : person;
    }

    private async Task<bool> MayManage(Asker by, string? place) =>
        by.RunsPlatform || (place is not null && by.AccountId is { } account && (await grants.Of(account, place)).Permissions.Contains(HostPermissions.ManageAccounts));

    private async Task<Outcome<T>> Turn<T>(Asker by, string? place, string act, string subject, Func<Round, Task<Outcome<T>>> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var may = await MayManage(by, place);
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
            var round = new Round(by, place, database, scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), scope.ServiceProvider.GetRequiredService<IUserStore<Account>>()) { Subject = subject };
            Outcome<T> outcome = new NotAllowed();
            if (may)
            {
                await using var transaction = await database.Database.BeginTransactionAsync(stop);
                outcome = await work(round);
                if (outcome.Ok) await transaction.CommitAsync(stop);
            }
            if (!outcome.Ok) database.ChangeTracker.Clear();
            grants.Forget();
            sessions.Forget();
            database.OperatorLog.Add(new()
            {
                At = clock.GetUtcNow().UtcDateTime, By = by.Name, Act = act, Subject = place is null ? round.Subject : $"{place}/{round.Subject}",
                Outcome = outcome.Ok ? "done" : "refused:" + outcome.Refusal.GetType().Name,
            });
            await database.SaveChangesAsync(CancellationToken.None);
            if (outcome.Ok && place is not null && communities.Find(place) is not null) await ledger.Note(place, by.Person, act, round.Subject, CancellationToken.None);
            return outcome;
        }
        finally
        {
            _turn.Release();
        }
    }
}
