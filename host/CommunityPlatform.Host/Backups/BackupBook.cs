using System.Globalization;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Backups;

/// <summary>How it stands with the backups, for the operator's home.</summary>
internal enum BackupState
{
    Fine,
    /// <summary>None is planned.</summary>
    NotPlanned,
    /// <summary>The last good one is older than two days, or there is none.</summary>
    Old,
}

/// <summary>The plan and what came of it, in the platform's tables.</summary>
internal sealed class BackupBook(IDbContextFactory<PlatformDbContext> databases, TimeProvider clock)
{
    private const int Kept = 200;
    private static readonly TimeSpan TooOld = TimeSpan.FromDays(2);

    /// <summary>Raised when the plan was changed.</summary>
    public event Action? Replanned;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<BackupPlan> Plan(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.BackupPlans.AsNoTracking().SingleOrDefaultAsync(stop) ?? new();
    }

    public async Task Save(BackupPlan wanted, string by, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Row(database, stop);
        (row.On, row.Folder, row.At, row.Keep, row.EachCommunity, row.RehearseWeekly) = (wanted.On, wanted.Folder, wanted.At, wanted.Keep, wanted.EachCommunity, wanted.RehearseWeekly);
        Note(database, by, "plan-backups", wanted.On ? wanted.Folder : null, BackupRun.Done);
        await database.SaveChangesAsync(stop);
        Replanned?.Invoke();
    }

    /// <summary>Makes a recovery key and keeps its public half. What is given back is shown once and stands nowhere.</summary>
    public async Task<RecoveryKey> MakeKey(string by, CancellationToken stop)
    {
        var key = RecoveryKey.New();
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await Row(database, stop);
        (row.PublicKey, row.KeySince) = (key.Public, Now);
        Note(database, by, "make-recovery-key", RecoveryKey.NumberOf(row.PublicKey), BackupRun.Done);
        await database.SaveChangesAsync(stop);
        return key;
    }

    public async Task<IReadOnlyList<BackupRun>> Runs(int most, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.BackupRuns.AsNoTracking().OrderByDescending(row => row.At).Take(most).ToListAsync(stop);
    }

    /// <summary>When the last good backup of everything was made.</summary>
    public async Task<DateTime?> LastGood(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.BackupRuns.Where(row => row.Community == null && row.Outcome == BackupRun.Done && (row.Rehearsal == null || row.Rehearsal == BackupRun.Done)).MaxAsync(row => (DateTime?)row.At, stop);
    }

    public async Task<(BackupState State, DateTime? Last)> State(CancellationToken stop)
    {
        var (plan, last) = (await Plan(stop), await LastGood(stop));
        return (!plan.On ? BackupState.NotPlanned : last is null || Now - last > TooOld ? BackupState.Old : BackupState.Fine, last);
    }

    /// <summary>Whether it is time to read one back: each time, or a week after the last.</summary>
    public async Task<bool> RehearsalDue(BackupPlan plan, CancellationToken stop)
    {
        if (!plan.RehearseWeekly) return true;
        await using var database = await databases.CreateDbContextAsync(stop);
        var week = Now.AddDays(-7).AddHours(1);
        return !await database.BackupRuns.AnyAsync(row => row.Rehearsal == BackupRun.Done && row.At > week, stop);
    }

    /// <summary>Whether another host has made the planned one.</summary>
    public async Task<bool> MadeSince(DateTime moment, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.BackupRuns.AnyAsync(row => row.Community == null && row.By == BackupDesk.Schedule && row.At > moment, stop);
    }

    public async Task Add(BackupRun run, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.BackupRuns.Add(run);
        database.BackupRuns.RemoveRange(await database.BackupRuns.OrderByDescending(row => row.At).Skip(Kept).ToListAsync(stop));
        Note(database, run.By, run.Community is null ? "backup" : "backup-community", run.Community, run.Outcome == BackupRun.Done && run.Rehearsal is null or BackupRun.Done ? BackupRun.Done : "failed");
        await database.SaveChangesAsync(stop);
    }

    /// <summary>A stored reason in somebody's language.</summary>
    public static string Words(string outcome, string? detail) => Enum.TryParse<BackupReason>(outcome, out var reason)
        ? new BackupRefused(reason, [.. (detail ?? "").Split('\n'), "", ""]).Words(CultureInfo.CurrentUICulture)
        : outcome;

    public static string? Detail(BackupRefused refused) => refused.Arguments.Length == 0 ? null : string.Join('\n', refused.Arguments);

    private static async Task<BackupPlan> Row(PlatformDbContext database, CancellationToken stop)
    {
        if (await database.BackupPlans.SingleOrDefaultAsync(stop) is { } row) return row;
        row = new();
        database.BackupPlans.Add(row);
        return row;
    }

    private void Note(PlatformDbContext database, string by, string act, string? subject, string outcome) =>
        database.OperatorLog.Add(new() { At = Now, By = by, Act = act, Subject = subject, Outcome = outcome });
}
