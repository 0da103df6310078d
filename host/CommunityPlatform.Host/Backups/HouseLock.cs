namespace CommunityPlatform.Host.Backups;

/// <summary>Says that a house is open on a data folder, for as long as its process lives; and that a restore was cut off in one.</summary>
internal sealed class HouseLock(PlatformOptions options) : IDisposable
{
    public const string FileName = "house.lock";

    private FileStream? _held;

    private static string FileIn(string data) => Path.Combine(data, FileName);

    private static string MarkIn(string data) => Path.Combine(data, "restore.mark");

    /// <summary>Several houses may share a folder; none of them starts on one that is half restored.</summary>
    public void Take()
    {
        if (File.Exists(MarkIn(options.Data)))
            throw new InvalidOperationException(string.Join(' ', BackupWords.Languages.Select(language => BackupWords.Say("Command.Marked", language, options.Data))));
        _held ??= new FileStream(FileIn(options.Data), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Keeps every house off a folder while it is replaced.</summary>
    /// <exception cref="BackupRefused">A house is open there.</exception>
    public static IDisposable Keep(string data)
    {
        try
        {
            return new FileStream(FileIn(data), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BackupRefused(BackupReason.HouseRunning, data);
        }
    }

    public static void Mark(string folder) => File.WriteAllText(MarkIn(folder), "restore");

    public static bool IsMarked(string folder) => File.Exists(MarkIn(folder));

    public static void Unmark(string folder) => File.Delete(MarkIn(folder));

    public void Dispose() => _held?.Dispose();
}
