using System.Text.RegularExpressions;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Founds a community: its database, its row, the rights its roles start with.</summary>
internal sealed partial class CommunityMaker(
    IDbContextFactory<PlatformDbContext> databases, CommunityUpkeep upkeep, CommunityDirectory communities, CommunityLedger ledger, Grants grants, TimeProvider clock)
{
    [GeneratedRegex("^[a-z][a-z0-9-]{1,30}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Slug();

    /// <summary>Why a community cannot be founded under this short name, or null.</summary>
    public Refusal? Problem(string slug, string name) =>
        !Slug().IsMatch(slug) || slug.EndsWith('-') ? new SlugUnfit()
        : string.IsNullOrWhiteSpace(name) || name.Length > 60 ? new CommunityNameMissing()
        : communities.Find(slug) is not null ? new SlugTaken()
        : null;

    /// <summary>Creates the community and makes it reachable at once.</summary>
    /// <param name="slug">Short name in addresses: a lower-case letter, then letters, digits, hyphens.</param>
    /// <param name="name">Name on screen.</param>
    /// <param name="street">The street's slug, where it stands under one.</param>
    /// <param name="by">Who founds it, for the logs.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Outcome<CurrentCommunity>> Create(string slug, string name, string? street, string by, CancellationToken stop)
    {
        name = name.Trim();
        if (Problem(slug, name) is { } problem) return problem;
        // The database first: a row without one would be a community nobody can open.
        await upkeep.Migrate(slug, stop);
        await using (var database = await databases.CreateDbContextAsync(stop))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            database.Communities.Add(new() { Slug = slug, Name = name, Street = street, Since = now });
            foreach (var role in Roles.InCommunity)
                foreach (var permission in HostPermissions.Default(role))
                    if (await database.Grants.FindAsync([slug, role, permission], stop) is null)
                        database.Grants.Add(new() { Community = slug, Role = role, Permission = permission });
            database.OperatorLog.Add(new() { At = now, By = by, Act = "create-community", Subject = slug, Outcome = "done" });
            await database.SaveChangesAsync(stop);
        }
        await communities.Read(stop);
        grants.Forget();
        await ledger.Note(slug, new(null, by, PersonKind.Platform), "CreateCommunity", slug, stop);
        return communities.Find(slug)!;
    }
}
