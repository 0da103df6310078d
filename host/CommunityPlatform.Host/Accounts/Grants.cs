using System.Collections.Concurrent;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Who may what where. Everything is denied unless granted.</summary>
internal sealed class Grants(IDbContextFactory<PlatformDbContext> databases)
{
    private readonly ConcurrentDictionary<(string Account, string Community), Standing> _standings = new();

    /// <summary>An account's roles, rights and grids in a community.</summary>
    internal sealed record Standing(IReadOnlySet<string> Roles, IReadOnlySet<string> Permissions, IReadOnlySet<Guid>? Grids)
    {
        public static Standing None { get; } = new(new HashSet<string>(), new HashSet<string>(), new HashSet<Guid>());
    }

    public async ValueTask<bool> May(CurrentVisit visit, string permission)
    {
        if (permission == Permission.Public) return true;
        if ((visit.Community?.Slug ?? (visit.Place.Street is { } street ? Roles.OfStreet(street) : null)) is not { } place) return false;
        var person = await visit.Person();
        if (person.Kind == PersonKind.Platform) return true;
        if (person.AccountId is not { } account) return false;
        var standing = await Of(account, place);
        return permission == Permission.SignedIn ? standing.Roles.Count > 0 : standing.Permissions.Contains(permission);
    }

    public async ValueTask<Standing> Of(string account, string community)
    {
        if (_standings.TryGetValue((account, community), out var known)) return known;
        await using var database = await databases.CreateDbContextAsync();
        var memberships = await database.Memberships.Where(row => row.AccountId == account && row.Community == community && row.HandedTo == null).ToListAsync();
        if (memberships.Count == 0) return _standings[(account, community)] = Standing.None;
        var roles = memberships.Select(row => row.Role).ToHashSet(StringComparer.Ordinal);
        var permissions = await database.Grants.Where(row => row.Community == community && roles.Contains(row.Role)).Select(row => row.Permission).ToListAsync();
        var grids = memberships.Exists(row => row.Grids is null)
            ? null
            : memberships.SelectMany(row => row.Grids!.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Guid.Parse).ToHashSet();
        return _standings[(account, community)] = new(roles, permissions.ToHashSet(StringComparer.Ordinal), grids);
    }

    /// <summary>Forgets what was read, after roles or grants changed.</summary>
    public void Forget() => _standings.Clear();
}
