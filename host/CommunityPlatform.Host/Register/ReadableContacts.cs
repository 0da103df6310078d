using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Register;

/// <summary>
/// Telephone numbers that an earlier version stored readable: between the migration that puts the old column aside and the one
/// that drops it they are sealed. Cut off in the middle, it goes on at the next start.
/// </summary>
internal sealed class ReadableContacts(VaultFactory vaults, ILogger<ReadableContacts> log)
{
    private const string Aside = "SealedContacts", Dropped = "ReadableContactsGone";

    public async Task Seal(CommunityDbContext database, string community, CancellationToken stop)
    {
        var done = (await database.Database.GetAppliedMigrationsAsync(stop)).ToList();
        if (done.Count == 0 || done.Exists(id => id.EndsWith(Dropped, StringComparison.Ordinal))) return;
        await database.GetService<IMigrator>().MigrateAsync(database.Database.GetMigrations().Single(id => id.EndsWith(Aside, StringComparison.Ordinal)), stop);
        var vault = vaults.ForHost(community);
        var count = 0;
        while (true)
        {
            var rows = await database.Database.SqlQuery<OldContact>($"SELECT \"Id\", \"OldPhone\" AS \"Phone\" FROM host_persons WHERE \"OldPhone\" IS NOT NULL LIMIT 500").ToListAsync(stop);
            if (rows.Count == 0) break;
            foreach (var row in rows)
            {
                var sealedPhone = vault.Seal(HostPersonalData.Phone, row.Phone).Stored;
                var (index, tail) = (Contact.Index(vault, row.Phone), row.Phone.Length < 4 ? null : Contact.TailIndex(vault, row.Phone[^4..]));
                await database.Database.ExecuteSqlAsync(
                    $"UPDATE host_persons SET \"Phone\" = {sealedPhone}, \"PhoneIndex\" = {index}, \"PhoneTailIndex\" = {tail}, \"OldPhone\" = NULL WHERE \"Id\" = {row.Id}", stop);
            }
            count += rows.Count;
        }
        await database.Database.MigrateAsync(stop);
        // What was readable still lies in pages that are free now.
        await database.Database.ExecuteSqlRawAsync(database.Database.IsSqlite() ? "VACUUM" : "VACUUM FULL host_persons", stop);
        log.LogInformation("{Community}: {Count} telephone numbers are sealed now", community, count);
    }

    private sealed record OldContact(Guid Id, string Phone);
}
