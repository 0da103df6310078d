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
        var ids = rows.ConvertAll(row => row.AccountId);
        var accounts = await database.Users.Where(account => ids.Contains(account.Id)).ToListAsync(stop);
        var now = clock.GetUtcNow();
        return
        [
            .. from account in accounts
               let mine = rows.Where(row => row.AccountId == account.Id).ToList()
               orderby account.DisplayName
               select new AccountRow(
                   account.Id, account.DisplayName, account.UserName!, [.. Roles.At(place).Where(role => mine.Exists(row => row.Role == role))], GridsOf(mine), account.State(now)),
        ];
    }

    private static IReadOnlyList<Guid>? GridsOf(List<Membership> rows) =>
        rows.Exists(row => row.Grids is null) ? null : [.. rows.SelectMany(row => row.Grids!.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Guid.Parse).Distinct()];

    public async Task<IReadOnlyList<GridChoice>> Grids(string community, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Open(session);
        return await database.Set<Grid>().OrderBy(grid => grid.Code).Select(grid => new GridChoice(grid.Id, grid.Name)).ToListAsync(stop);
    }

    /// <summary>Which role has which permission.</summary>
    public async Task<IReadOnlySet<(string Role, string Permission)>> Granted(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return (await database.Grants.Where(row => row.Community == community).ToListAsync(stop)).Select(row => (row.Role, row.Permission)).ToHashSet();
    }
}
