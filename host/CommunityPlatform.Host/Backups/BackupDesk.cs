using System.Globalization;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// Makes backups one after the other: by the plan, at once, or of one community for another installation. Each is written down with
/// its result; what fails says why and leaves no half file.
/// </summary>
internal sealed class BackupDesk(BackupMaker maker, BackupBook book, BackupCheck check, CommunityDirectory communities, PlatformUpkeep platform, TimeProvider clock, ILogger<BackupDesk> log)
{
    /// <summary>Who makes those that are planned.</summary>
    public const string Schedule = "schedule";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile BackupProgress? _now;

    /// <summary>What is under way, or null.</summary>
    public BackupProgress? Now => _now;

    /// <summary>Raised while one is under way and when it has ended.</summary>
    public event Action? Changed;

    /// <summary>All that is planned: the whole, and where it is wanted each community.</summary>
    /// <exception cref="BackupRefused">Another one is under way, or no key was made.</exception>
    public async Task<IReadOnlyList<BackupRun>> Run(string by, CancellationToken stop)
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        // Of several hosts that all have the same plan the first one does it; the others find it done.
        return await Alone(async () => by == Schedule && await book.MadeSince(asked.AddMinutes(-5), stop) ? [] : await All(by, stop), stop);
    }

    private async Task<IReadOnlyList<BackupRun>> All(string by, CancellationToken stop)
    {
        var plan = await book.Plan(stop);
        if (plan.PublicKey is not { } key) throw new BackupRefused(BackupReason.NoKey);
        var rehearse = await book.RehearsalDue(plan, stop);
        var runs = new List<BackupRun>();
        foreach (var slug in (string?[])[null, .. plan.EachCommunity ? communities.All.Select(one => one.Slug) : []])
        {
            var run = await One(slug, plan.Folder, by, dataKey => [RecoveryKey.Wrap(key, dataKey)], rehearse, stop);
            runs.Add(run);
            if (run.Good) Prune(plan, slug);
        }
        return runs;
    }

    /// <summary>移交包 · One community under a passphrase, for another installation.</summary>
    public Task<BackupRun> HandOver(string community, string passphrase, string folder, string by, CancellationToken stop)
    {
        if (passphrase.Trim().Length < KeySlot.ShortestPassphrase) throw new BackupRefused(BackupReason.PassphraseShort, KeySlot.ShortestPassphrase);
        return Alone(() => One(community, folder, by, dataKey => [KeySlot.Of(passphrase.Trim(), dataKey)], rehearse: true, stop, "handover-"), stop);
    }

    private async Task<T> Alone<T>(Func<Task<T>> work, CancellationToken stop)
    {
        if (!await _turn.WaitAsync(0, stop)) throw new BackupRefused(BackupReason.Busy);
        try
        {
            await using var ours = await platform.Turn("backup", stop);
            return await work();
        }
        finally
        {
            Tell(null);
            _turn.Release();
        }
    }

    private async Task<BackupRun> One(string? community, string folder, string by, Func<byte[], IReadOnlyList<KeySlot>> slots, bool rehearse, CancellationToken stop, string kind = "")
    {
        var since = clock.GetTimestamp();
        var run = new BackupRun { At = clock.GetUtcNow().UtcDateTime, By = by, Community = community, Outcome = BackupRun.Done };
        var path = Path.Combine(folder, $"{kind}{Stem(community)}{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}{BackupFile.Ending}");
        try
        {
            RemoveHalves(folder);
            var made = await maker.Make(community, path, slots, Tell, stop);
            (run.File, run.Bytes) = (Path.GetFileName(made.Path), made.Bytes);
            if (rehearse) await Rehearse(made, run, stop);
        }
        catch (BackupRefused refused)
        {
            (run.Outcome, run.Detail) = (refused.Reason.ToString(), BackupBook.Detail(refused));
            log.LogError("The backup {File} was not made: {Reason}", path, refused.Words(BackupWords.Languages[1]));
        }
        run.Milliseconds = (long)clock.GetElapsedTime(since).TotalMilliseconds;
        await book.Add(run, CancellationToken.None);
        return run;
    }

    /// <summary>Reads it back wholly: opened, proven, its databases counted and its audit chains walked.</summary>
    private async Task Rehearse(MadeBackup made, BackupRun run, CancellationToken stop)
    {
        var folder = Path.Combine(maker.Work, Guid.NewGuid().ToString("N"));
        try
        {
            BackupFile.MakePrivate(maker.Work);
            var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            var header = await Task.Run(() => BackupFile.Unpack(made.Path, _ => made.Key, folder, percent => Tell(new(BackupStep.ReadingBack, Path.GetFileName(made.Path), percent)), stop, secrets), stop);
            var report = await check.Run(folder, header, stop, secrets);
            (run.Rehearsal, run.Rows) = (BackupRun.Done, report.Rows);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && BackupRefused.From(problem, made.Path) is { } refused)
        {
            (run.Rehearsal, run.RehearsalDetail) = (refused.Reason.ToString(), BackupBook.Detail(refused));
            log.LogError("The backup {File} cannot be read back: {Reason}", made.Path, refused.Words(BackupWords.Languages[1]));
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a process that was killed left: it never had its final name.</summary>
    private static void RemoveHalves(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var half in Directory.EnumerateFiles(folder, "*" + BackupFile.Ending + BackupFile.Half)) File.Delete(half);
    }

    private static void Prune(BackupPlan plan, string? community)
    {
        foreach (var old in Directory.EnumerateFiles(plan.Folder, Stem(community) + "????????-??????" + BackupFile.Ending).OrderDescending(StringComparer.Ordinal).Skip(plan.Keep)) File.Delete(old);
    }

    private static string Stem(string? community) => community is null ? "whole-" : $"community-{community}-";

    private void Tell(BackupProgress? now)
    {
        _now = now;
        Changed?.Invoke();
    }
}
