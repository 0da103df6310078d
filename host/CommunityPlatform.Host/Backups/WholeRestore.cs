using System.Globalization;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// 整机恢复 · Puts a whole installation into an empty folder. Everything is unpacked and proven beside it; the folder gets its name in
/// one step at the end, so that a cut-off restore leaves it as it was.
/// </summary>
internal sealed class WholeRestore(PlatformOptions options, TimeProvider clock)
{
    private bool OwnKeys => options.Keys == Path.Combine(options.Data, "keys");

    public async Task<BackupReport> Run(string file, string key, bool replace, Action<int> percent, Func<Staging, Func<Task>, Task>? intoServer, CancellationToken stop)
    {
        var header = BackupFile.HeaderOf(file);
        BackupCheck.RefuseNewer(header);
        if (header.Community is not null) throw new BackupRefused(BackupReason.OnlyCommunity, Path.GetFileName(file));
        var halfBefore = Directory.Exists(options.Data) && HouseLock.IsMarked(options.Data);
        if (!replace && !halfBefore) RefuseFull(options.Data);
        if (!replace && !halfBefore && !OwnKeys) RefuseFull(options.Keys);
        if (Directory.Exists(options.Data)) HouseLock.Keep(options.Data).Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(options.Data)!);
        ClearHalves(options.Data);
        using var staging = await Staging.Open(file, key, $"{options.Data}.restoring-{Guid.NewGuid():N}", new BackupCheck(options, clock), percent, stop);
        await Furnish(staging, stop);
        if (intoServer is null) Swap(staging);
        else await intoServer(staging, () =>
        {
            HouseLock.Mark(staging.Folder);
            Swap(staging);
            return Task.CompletedTask;
        });
        return staging.Report;
    }

    private static void RefuseFull(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != HouseLock.FileName)) throw new BackupRefused(BackupReason.NotEmpty, folder);
    }

    /// <summary>What restores that were killed have left: it never was anybody's data.</summary>
    private static void ClearHalves(string data)
    {
        foreach (var half in Directory.EnumerateDirectories(Path.GetDirectoryName(data)!, Path.GetFileName(data) + ".restoring-*")) Directory.Delete(half, recursive: true);
    }

    /// <summary>Everything in its place, as a house expects it.</summary>
    private async Task Furnish(Staging staging, CancellationToken stop)
    {
        await using (var platform = await Databases.Open(staging.At(BackupContents.PlatformFile), write: true, stop))
            // Where the data stand now, this installation's settings say.
            await Databases.Scalar(platform, "UPDATE communities SET \"Database\" = NULL", stop);
        foreach (var kept in staging.Report.Contents.Communities)
        {
            await using var database = await Databases.Open(staging.At(BackupContents.DatabaseOf(kept.Slug)), write: true, stop);
            await Databases.Scalar(database, "PRAGMA journal_mode = 'wal'", stop);
        }
        Staging.Move(staging.At("settings"), staging.At("restored-settings"));
        if (!OwnKeys)
        {
            var beside = options.Keys + ".restoring";
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
            BackupFile.MakePrivate(beside);
            CopyKeys(staging.At("keys"), beside);
            Directory.Delete(staging.At("keys"), recursive: true);
        }
        if (Directory.Exists(staging.At("data-keys"))) CopyKeys(staging.At("data-keys"), staging.At("keys"));
        if (Directory.Exists(staging.At("data-keys"))) Directory.Delete(staging.At("data-keys"), recursive: true);
        if (Directory.Exists(staging.At("keys"))) MakePrivate(staging.At("keys"));
        staging.Strip();
    }

    private static void CopyKeys(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        MakePrivate(to);
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void Swap(Staging staging)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        if (Directory.Exists(options.Data))
        {
            using (HouseLock.Keep(options.Data))
                if (Directory.EnumerateFileSystemEntries(options.Data).Any(entry => Path.GetFileName(entry) != HouseLock.FileName)) Directory.Move(options.Data, $"{options.Data}.before-{stamp}");
            if (Directory.Exists(options.Data)) Directory.Delete(options.Data, recursive: true);
        }
        if (!OwnKeys)
        {
            if (Directory.Exists(options.Keys) && Directory.EnumerateFileSystemEntries(options.Keys).Any()) Directory.Move(options.Keys, $"{options.Keys}.before-{stamp}");
            else if (Directory.Exists(options.Keys)) Directory.Delete(options.Keys);
            Staging.Move(options.Keys + ".restoring", options.Keys);
        }
        Directory.Move(staging.Folder, options.Data);
    }
}
