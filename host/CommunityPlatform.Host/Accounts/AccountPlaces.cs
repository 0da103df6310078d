using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Somewhere an account may go.</summary>
internal sealed record AccountPlace(string Path, string Name, IReadOnlyList<string> Roles);

/// <summary>Where an account belongs, and where it is led after signing in.</summary>
internal sealed class AccountPlaces(IDbContextFactory<PlatformDbContext> databases, CommunityDirectory communities)
{
    public async Task<(bool Operator, IReadOnlyList<AccountPlace> Communities, IReadOnlyList<AccountPlace> Streets)> Of(string account, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var runs = await database.Users.Where(row => row.Id == account).Select(row => row.IsOperator).FirstOrDefaultAsync(stop);
        var roles = (await database.Memberships.Where(row => row.AccountId == account && row.HandedTo == null).ToListAsync(stop)).ToLookup(row => row.Community, row => row.Role, StringComparer.Ordinal);
        var own = communities.All.Where(community => roles.Contains(community.Slug))
            .Select(community => new AccountPlace($"/c/{community.Slug}", community.Name, [.. roles[community.Slug]])).ToList();
        var streets = roles.Where(group => group.Key.StartsWith("street:", StringComparison.Ordinal))
            .Select(group => (Slug: group.Key["street:".Length..], Roles: group))
            .Where(street => communities.StreetName(street.Slug) is not null)
            .Select(street => new AccountPlace($"/street/{street.Slug}", communities.StreetName(street.Slug)!, [.. street.Roles])).ToList();
        return (runs, own, streets);
    }

    public async Task<string> Landing(string account, CancellationToken stop)
    {
        var (runs, own, streets) = await Of(account, stop);
        if (runs) return "/admin";
        return (own.Count, streets.Count) switch
        {
            (1, 0) => own[0].Path,
            (0, 1) => streets[0].Path,
            _ => "/",
        };
    }
}
