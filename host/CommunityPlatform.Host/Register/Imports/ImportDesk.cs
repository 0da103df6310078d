using System.Collections.Concurrent;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Host.Vault;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>
/// Keeps the spreadsheets that are on their way into the register, sealed with the community's key, and has the one that is being
/// worked on read in memory. A file goes when its import is done or given up, and after seven days at the latest.
/// </summary>
internal sealed class ImportDesk(PlatformOptions options, KeyFolder keys, TimeProvider clock)
{
    public const int LargestFile = 10 * 1024 * 1024;
    private const string Field = "host/Import.File";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<(string Community, Guid Id), XlsxTable> _read = new();

    /// <summary>What this installation takes, at most <see cref="LargestFile"/>.</summary>
    public long Largest => options.Hardening.LargestImport;

    /// <summary>Reads a file and keeps it.</summary>
    /// <exception cref="XlsxRefused">It cannot be read.</exception>
    public async Task<XlsxTable> Keep(string community, Guid id, byte[] file, CancellationToken stop)
    {
        var table = XlsxReader.Read(file, stop);
        Directory.CreateDirectory(FolderOf(community));
        await File.WriteAllTextAsync(PathOf(community, id), keys.Of(community).Seal(Field, Convert.ToBase64String(file)), stop);
        Remember(community, id, table);
        return table;
    }

    /// <summary>The table again, also after a restart; null when its file has gone.</summary>
    public async Task<XlsxTable?> Find(string community, Guid id, CancellationToken stop)
    {
        if (_read.TryGetValue((community, id), out var known)) return known;
        if (!File.Exists(PathOf(community, id))) return null;
        var stored = await File.ReadAllTextAsync(PathOf(community, id), stop);
        var key = SealedText.KeyOf(stored) ?? throw new InvalidDataException($"The import {id} is not sealed.");
        var table = XlsxReader.Read(Convert.FromBase64String(SealedText.Open(key, keys.Key(community, key), Field, stored)), stop);
        Remember(community, id, table);
        return table;
    }

    /// <summary>Seals anew what is still sealed with an older key.</summary>
    public async Task SealAnew(string community, CancellationToken stop)
    {
        if (!Directory.Exists(FolderOf(community))) return;
        foreach (var file in Directory.EnumerateFiles(FolderOf(community), "*.sealed"))
        {
            var stored = await File.ReadAllTextAsync(file, stop);
            if (SealedText.KeyOf(stored) is not { } key || key == keys.Of(community).Current) continue;
            var fresh = keys.Of(community).Seal(Field, SealedText.Open(key, keys.Key(community, key), Field, stored));
            var (written, half) = (File.GetLastWriteTimeUtc(file), file + ".tmp");
            await File.WriteAllTextAsync(half, fresh, stop);
            // Its seven days go on.
            File.SetLastWriteTimeUtc(half, written);
            if (File.Exists(file)) File.Move(half, file, overwrite: true);
            else File.Delete(half);
        }
    }

    public void Forget(string community, Guid id)
    {
        _read.TryRemove((community, id), out _);
        File.Delete(PathOf(community, id));
    }

    /// <summary>Takes away what nobody finished.</summary>
    public void ForgetOld(string community)
    {
        if (!Directory.Exists(FolderOf(community))) return;
        foreach (var file in Directory.EnumerateFiles(FolderOf(community)))
            if (clock.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Kept) File.Delete(file);
    }

    // Few people import at the same time; what was read longest ago can be read again.
    private void Remember(string community, Guid id, XlsxTable table)
    {
        if (_read.Count >= 4) _read.Clear();
        _read[(community, id)] = table;
    }

    private string FolderOf(string community) => Path.Combine(options.Data, "communities", community, "imports");

    private string PathOf(string community, Guid id) => Path.Combine(FolderOf(community), id.ToString("N") + ".sealed");
}
