using CommunityPlatform.Host.Audit;

namespace CommunityPlatform.Host.Backups;

/// <summary>An unpacked and proven backup in a folder beside its target; gone with this, unless it was moved away.</summary>
internal sealed class Staging : IDisposable
{
    private Staging(string folder, BackupHeader header, BackupReport report) => (Folder, Header, Report) = (folder, header, report);

    public string Folder { get; }
    public BackupHeader Header { get; }
    public BackupReport Report { get; }

    public static async Task<Staging> Open(string file, string key, string folder, BackupCheck check, Action<int> percent, CancellationToken stop)
    {
        try
        {
            var header = await Task.Run(() => BackupFile.Unpack(file, header =>
            {
                BackupCheck.RefuseNewer(header);
                return header.Unlock(key, Path.GetFileName(file));
            }, folder, percent, stop), stop);
            return new(folder, header, await check.Run(folder, header, stop));
        }
        catch
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Takes out what must not stay: above all the communities' bare keys.</summary>
    public void Strip()
    {
        foreach (var folder in (string[])["rings", "rows"])
            if (Directory.Exists(At(folder))) Directory.Delete(At(folder), recursive: true);
        File.Delete(At(BackupContents.FileName));
    }

    public static void Move(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        Directory.Move(from, to);
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
