using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;

namespace CommunityPlatform.Host.Backups;

/// <summary>Writes a folder's worth of files into one sealed file, and reads it back.</summary>
internal static class BackupFile
{
    public const string Ending = ".cpbak", Half = ".part";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Bare keys: on their way in and out they stand in memory, on a disk only where a restore puts them.</summary>
    public static bool IsSecret(string name) => name.StartsWith("rings/", StringComparison.Ordinal) || name.StartsWith(BackupContents.KeysFolder, StringComparison.Ordinal) || name.StartsWith("data-keys/", StringComparison.Ordinal);

    /// <summary>Writes wholly or not at all: under another name first, which is taken away on any failure.</summary>
    public static long Write(
        string path, BackupHeader header, byte[] key, IReadOnlyList<(string Name, string Source)> files, Func<IReadOnlyList<KeptFile>, BackupContents> contents, Action<int> percent, CancellationToken stop,
        IReadOnlyDictionary<string, byte[]>? secrets = null)
    {
        var half = path + Half;
        try
        {
            var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
            if (!OperatingSystem.IsWindows()) how.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(half, how))
            {
                var hash = header.WriteTo(file);
                using var frames = new FrameWriter(file, key, hash);
                using (var archive = new TarWriter(frames, TarEntryFormat.Pax, leaveOpen: true)) Entries(archive, files, secrets, contents, percent, stop);
                frames.Finish();
                file.Flush(flushToDisk: true);
            }
            File.Move(half, path);
            return new FileInfo(path).Length;
        }
        catch
        {
            File.Delete(half);
            throw;
        }
    }

    private static void Entries(TarWriter archive, IReadOnlyList<(string Name, string Source)> files, IReadOnlyDictionary<string, byte[]>? secrets, Func<IReadOnlyList<KeptFile>, BackupContents> contents, Action<int> percent, CancellationToken stop)
    {
        var total = Math.Max(1, files.Sum(file => Size(file.Source)));
        var (written, kept) = (0L, new List<KeptFile>());
        foreach (var (name, source) in files)
        {
            stop.ThrowIfCancellationRequested();
            if (Open(source) is not { } content) continue;
            using (content)
            {
                var sum = Convert.ToHexStringLower(SHA256.HashData(content));
                content.Position = 0;
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
                kept.Add(new(name, content.Length, sum));
                percent((int)Math.Min(100, 100 * (written += content.Length) / total));
            }
        }
        foreach (var (name, content) in secrets ?? new Dictionary<string, byte[]>())
        {
            using var stream = new MemoryStream(content);
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream });
            kept.Add(new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        }
        using var list = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(contents(kept), JsonSerializerOptions.Web));
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupContents.FileName) { DataStream = list });
    }

    /// <summary>A picture that an act removed meanwhile is not in the backup; its row may be.</summary>
    private static FileStream? Open(string source)
    {
        try
        {
            return new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static long Size(string source) => new FileInfo(source) is { Exists: true } file ? file.Length : 0;

    public static BackupHeader HeaderOf(string path)
    {
        using var file = OpenFile(path);
        return BackupHeader.Read(file, Path.GetFileName(path)).Header;
    }

    /// <summary>Opens a backup into a folder and proves it to its last byte. The caller takes the folder away.</summary>
    /// <param name="key">Finds the file's key.</param>
    /// <param name="secrets">Takes the bare keys where they are only to be looked at; without it they are unpacked too.</param>
    public static BackupHeader Unpack(string path, Func<BackupHeader, byte[]> key, string folder, Action<int> percent, CancellationToken stop, Dictionary<string, byte[]>? secrets = null)
    {
        var name = Path.GetFileName(path);
        using var file = OpenFile(path);
        var (header, hash) = BackupHeader.Read(file, name);
        using var frames = new FrameReader(file, key(header), hash, name);
        MakePrivate(folder);
        try
        {
            using var archive = new TarReader(frames, leaveOpen: true);
            while (archive.GetNextEntry() is { } entry)
            {
                stop.ThrowIfCancellationRequested();
                if (entry.EntryType != TarEntryType.RegularFile) throw new BackupRefused(BackupReason.Changed, name);
                if (secrets is not null && IsSecret(entry.Name))
                {
                    using var content = new MemoryStream();
                    entry.DataStream?.CopyTo(content);
                    secrets[entry.Name] = content.ToArray();
                    continue;
                }
                var target = Inside(folder, entry.Name, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using (var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write))
                {
                    entry.DataStream?.CopyTo(to);
                    to.Flush(flushToDisk: true);
                }
                percent((int)(100 * file.Position / Math.Max(1, file.Length)));
            }
            frames.Drain();
            return header;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupRefused(BackupReason.Changed, name);
        }
    }

    /// <summary>A folder that nobody but the house may look into.</summary>
    public static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupRefused(BackupReason.FileMissing, path);
        }
    }

    private static string Inside(string folder, string entry, string name) =>
        Path.GetFullPath(Path.Combine(folder, entry)) is var full && full.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full : throw new BackupRefused(BackupReason.Changed, name);
}
