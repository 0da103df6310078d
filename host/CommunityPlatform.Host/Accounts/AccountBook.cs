using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What the pages of accounts and permissions show.</summary>
internal sealed class AccountBook(IDbContextFactory<PlatformDbContext> databases, DatabaseEngine engine, CommunityBooks books, TimeProvider clock)
{
    /// <summary>Everybody with a role at a place.</summary>
    public async Task<IReadOnlyList<AccountRow>> Of(string place, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Memberships.Where(row => row.Community == place).ToListAsync(stop);
        var ids = rows.Select(row => row.AccountId).Concat(rows.Select(row => row.HandedTo).OfType<string>()).ToHashSet();
        var accounts = await database.Users.Where(account => ids.Contains(account.Id)).ToListAsync(stop);
        var names = accounts.ToDictionary(account => account.Id, account => account.DisplayName, StringComparer.Ordinal);
        var asked = await database.Resets.Where(row => row.Community == place).ToDictionaryAsync(row => row.AccountId, stop);
        var now = clock.GetUtcNow();
        return
        [
            .. from account in accounts
               let all = rows.Where(row => row.AccountId == account.Id).ToList()
               where all.Count > 0
               let mine = all.Where(row => row.HandedTo is null).ToList()
               orderby account.DisplayName
               select new AccountRow(
                   account.Id, account.DisplayName, account.UserName!, [.. Roles.At(place).Where(role => mine.Exists(row => row.Role == role))], GridsOf(mine), account.State(now))
               {
                   HandedTo = mine.Count == 0 ? names.GetValueOrDefault(all[^1].HandedTo!) : null, HasSecondFactor = account.TwoFactorEnabled,
                   ResetAskedBy = asked.GetValueOrDefault(account.Id) is { } ask && ask.At > now.UtcDateTime - AccountDesk.ResetWaits ? new(ask.AskedBy, ask.AskedByName) : null,
               },
        ];
    }

    /// <summary>Whether an account has work at a place that it did not hand over.</summary>
    public async Task<bool> WorksAt(string place, string account, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Memberships.AnyAsync(row => row.Community == place && row.AccountId == account && row.HandedTo == null, stop);
    }

    private static IReadOnlyList<Guid>? GridsOf(List<Membership> rows) =>
        rows.Count == 0 || rows.Exists(row => row.Grids is null) ? null : [.. rows.SelectMany(row => row.Grids!.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Guid.Parse).Distinct()];

    public async Task<IReadOnlyList<GridChoice>> Grids(string community, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Open(session);
        return await database.Set<Grid>().OrderBy(grid => grid.Code).Select(grid => new GridChoice(grid.Id, grid.Name)).ToListAsync(stop);
    }

    /// <summary>The posts in use: those every community starts with, and those to which something was granted or somebody appointed.</summary>
    public async Task<IReadOnlyList<string>> Posts(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var used = (await database.Grants.Where(row => row.Community == community).Select(row => row.Role).Distinct().ToListAsync(stop))
            .Concat(await database.Memberships.Where(row => row.Community == community && row.HandedTo == null).Select(row => row.Role).Distinct().ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        return [.. Roles.InCommunity.Where(role => Roles.Basic.Contains(role) || used.Contains(role))];
    }

    /// <summary>Which role has which permission.</summary>
    public async Task<IReadOnlySet<(string Role, string Permission)>> Granted(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return (await database.Grants.Where(row => row.Community == community).ToListAsync(stop)).Select(row => (row.Role, row.Permission)).ToHashSet();
    }
}
