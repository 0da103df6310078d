using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;
namespace CommunityPlatform.Host.Accounts;
internal sealed class CommunityMaker(IDbContextFactory<PlatformDbContext> databases, CommunityUpkeep upkeep, CommunityDirectory directory, TimeProvider clock)
{
    public async Task Create(string slug, string name, string? street, string by, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.Communities.Add(new() { Slug = slug, Name = name, Street = street, Since = clock.GetUtcNow().UtcDateTime });
        foreach (var p in new[] { "host.manage-accounts", "host.manage-modules", "host.see-audit", "host.see-register", "host.manage-register" })
            database.Grants.Add(new() { Community = slug, Role = "community-admin", Permission = p });
        await database.SaveChangesAsync(stop);
        await upkeep.Migrate(slug, stop);
        await directory.Read(stop);
    }
}
