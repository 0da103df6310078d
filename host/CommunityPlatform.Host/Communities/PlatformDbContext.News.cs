using CommunityPlatform.Host.News;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <content>Tells the other hosts: whoever saves a row that they follow cannot forget it, and it is told exactly when it is committed.</content>
internal sealed partial class PlatformDbContext
{
    public const string Channel = "cp_news";

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var topics = ChangedTopics();
        if (topics.Count == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        foreach (var topic in topics) await Tell(topic, cancellationToken);
        if (own is not null) await own.CommitAsync(cancellationToken);
        return saved;
    }

    private async Task Tell(string topic, CancellationToken stop)
    {
        await Database.ExecuteSqlAsync($"""INSERT INTO news ("Topic", "Version") VALUES ({topic}, 1) ON CONFLICT ("Topic") DO UPDATE SET "Version" = news."Version" + 1""", stop);
        if (Database.IsNpgsql()) await Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {topic})", stop);
    }

    private List<string> ChangedTopics()
    {
        ChangeTracker.DetectChanges();
        var changed = ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).Select(entry => TopicOf(entry.Entity)).ToHashSet();
        return [.. NewsTopic.All.Where(changed.Contains)];
    }

    private static string? TopicOf(object row) => row switch
    {
        Community or Street => NewsTopic.Communities,
        Enablement or PackageChoice => NewsTopic.Modules,
        PackageFile => NewsTopic.Packages,
        Accounts.RoleGrant or Accounts.Membership => NewsTopic.Grants,
        KioskCallRow => NewsTopic.Calls,
        _ => null,
    };
}
