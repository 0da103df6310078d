using System.Security.Cryptography;
using System.Text.Json;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Vault;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Backups;

/// <summary>备份 · Makes one sealed file of the whole installation or of one community, while people work.</summary>
internal sealed class BackupMaker(
    IDbContextFactory<PlatformDbContext> databases, Snapshots snapshots, ModuleDesk desk, KeyFolder keys, PlatformOptions options, IHostEnvironment place, TimeProvider clock)
{
    /// <summary>Where databases are copied before they are sealed; emptied at every start.</summary>
    public string Work { get; } = Path.Combine(options.Data, "backup-work");

    public static string Product { get; } = typeof(BackupMaker).Assembly.GetName().Version!.ToString(3);

    /// <summary>What a process that ended in the middle left behind.</summary>
    public void Clear()
    {
        if (Directory.Exists(Work)) Directory.Delete(Work, recursive: true);
    }

    /// <param name="community">Its short name, or null for everything.</param>
    /// <param name="path">The file's final name, in a folder outside of the data.</param>
    /// <param name="slots">Makes the ways to the file's key.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="stop">Gives up; nothing stays then.</param>
    /// <exception cref="BackupRefused">Why there is none.</exception>
    public async Task<MadeBackup> Make(string? community, string path, Func<byte[], IReadOnlyList<KeySlot>> slots, Action<BackupProgress> progress, CancellationToken stop)
    {
        CheckFolder(Path.GetDirectoryName(path)!);
        var work = Path.Combine(Work, Guid.NewGuid().ToString("N"));
        try
        {
            BackupFile.MakePrivate(Work);
            BackupFile.MakePrivate(work);
            IReadOnlyList<KeptCommunity> communities = [];
            var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            SortedDictionary<string, long> platform = new(StringComparer.Ordinal);
            // No switch meanwhile: which tables a community has and what the platform says of it must be of one moment.
            await desk.Between(async () => (communities, platform) = await Copy(community, work, secrets, progress, stop), stop);
            var key = RandomNumberGenerator.GetBytes(32);
            var header = new BackupHeader(BackupHeader.OurFormat, Product, Migrations, clock.GetUtcNow().UtcDateTime, community, slots(key));
            var files = Files(community, [.. communities.Select(one => one.Slug)], work);
            if (community is null) await AddKeys(secrets, stop);
            progress(new(BackupStep.Writing, Path.GetFileName(path), 0));
            var bytes = await Task.Run(() => BackupFile.Write(path, header, key, files, kept => new(communities, platform, kept), percent => progress(new(BackupStep.Writing, Path.GetFileName(path), percent)), stop, secrets), stop);
            return new(path, bytes, new(communities, platform, []), key);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && BackupRefused.From(problem, Path.GetDirectoryName(path)!) is { } refused)
        {
            if (ReferenceEquals(refused, problem)) throw;
            throw refused;
        }
        finally
        {
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Says in plain words why nothing can be written there, before anything is done.</summary>
    public void CheckFolder(string folder)
    {
        if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder)) throw new BackupRefused(BackupReason.FolderMissing, folder);
        var full = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        if (full.StartsWith(options.Data + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new BackupRefused(BackupReason.FolderInside, folder);
        var probe = Path.Combine(folder, $".cpbak-{Guid.NewGuid():N}{BackupFile.Half}");
        try
        {
            File.WriteAllBytes(probe, [1]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw BackupRefused.From(problem, folder) is { Reason: BackupReason.DiskFull } full1 ? full1 : new BackupRefused(BackupReason.FolderNotWritable, folder);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private async Task<(IReadOnlyList<KeptCommunity>, SortedDictionary<string, long>)> Copy(string? only, string work, Dictionary<string, byte[]> secrets, Action<BackupProgress> progress, CancellationToken stop)
    {
        List<Community> rows;
        await using (var database = await databases.CreateDbContextAsync(stop))
            rows = await database.Communities.AsNoTracking().Where(row => only == null || row.Slug == only).OrderBy(row => row.Slug).ToListAsync(stop);
        if (only is not null && rows.Count == 0) throw new BackupRefused(BackupReason.NoCommunity, only);
        if (rows.Find(row => row.MovingTo is not null) is { } moving) throw new CommunityMovingException(moving.Slug);
        var platform = new SortedDictionary<string, long>(StringComparer.Ordinal);
        if (only is null)
        {
            progress(new(BackupStep.Copying, BackupContents.PlatformFile, 0));
            platform = await snapshots.Platform(work, stop);
        }
        var kept = new List<KeptCommunity>();
        foreach (var row in rows)
        {
            progress(new(BackupStep.Copying, row.Name, 100 * kept.Count / rows.Count));
            CopyHeads(row.Slug, work);
            kept.Add(await snapshots.Community(row, work, stop));
            await WriteJson(work, BackupContents.RowsOf(row.Slug), await Rows(row, stop), stop);
            if (keys.Find(row.Slug) is { } ring) secrets[BackupContents.RingOf(row.Slug)] = JsonSerializer.SerializeToUtf8Bytes(RingCopy.Of(ring), JsonSerializerOptions.Web);
        }
        return (kept, platform);
    }

    /// <summary>Before the database: a head that is published behind the copy would look like a missing line.</summary>
    private void CopyHeads(string slug, string work)
    {
        var heads = Path.Combine(options.Data, "audit-heads", slug + ".log");
        if (!File.Exists(heads)) return;
        Directory.CreateDirectory(Path.Combine(work, "audit-heads"));
        File.Copy(heads, Path.Combine(work, "audit-heads", slug + ".log"));
    }

    private async Task<CommunityRows> Rows(Community row, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        row.Database = null;
        return new(
            row, row.Street is { } street ? (await database.Streets.FindAsync([street], stop))?.Name : null,
            await database.Enablements.AsNoTracking().Where(one => one.Community == row.Slug).ToListAsync(stop),
            await database.Grants.AsNoTracking().Where(one => one.Community == row.Slug).ToListAsync(stop),
            await database.Memberships.AsNoTracking().Where(one => one.Community == row.Slug).ToListAsync(stop));
    }

    private static async Task WriteJson<T>(string work, string name, T value, CancellationToken stop)
    {
        var path = Path.Combine(work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web), stop);
    }

    /// <summary>The copies, and what lies beside the databases and never changes in place.</summary>
    private List<(string Name, string Source)> Files(string? only, IReadOnlyList<string> slugs, string work)
    {
        var files = Under(work, "").ToList();
        foreach (var slug in slugs)
            foreach (var folder in (string[])["files", "imports", "exports"]) files.AddRange(Under(Path.Combine(options.Data, "communities", slug, folder), $"communities/{slug}/{folder}/"));
        files.AddRange(Packages(only, work));
        if (only is not null) return files;
        files.AddRange(Directory.EnumerateFiles(place.ContentRootPath, "appsettings*.json").Select(file => (BackupContents.SettingsFolder + Path.GetFileName(file), file)));
        return files;
    }

    /// <summary>The folder of keys, and the one that protects cookies where it is another.</summary>
    private async Task AddKeys(Dictionary<string, byte[]> secrets, CancellationToken stop)
    {
        var own = Path.Combine(options.Data, "keys");
        foreach (var (name, source) in Under(options.Keys, BackupContents.KeysFolder).Concat(own == options.Keys ? [] : Under(own, "data-keys/")))
            // The link of a first start leads in once and not anywhere else.
            if (!name.EndsWith(".tmp", StringComparison.Ordinal) && !name.EndsWith("set-up.hash", StringComparison.Ordinal)) secrets[name] = await File.ReadAllBytesAsync(source, stop);
    }

    /// <summary>The versions whose tables are in the copies; of the whole installation all that are kept.</summary>
    private IEnumerable<(string Name, string Source)> Packages(string? only, string work)
    {
        var store = Path.Combine(options.Data, "store");
        if (only is null) return Under(store, BackupContents.StoreFolder).Where(file => !file.Name.Contains(".part/", StringComparison.Ordinal));
        var rows = JsonSerializer.Deserialize<CommunityRows>(File.ReadAllBytes(Path.Combine(work, BackupContents.RowsOf(only))), JsonSerializerOptions.Web)!;
        return rows.Enablements.SelectMany(row => Under(Path.Combine(store, row.Module, row.Package), $"{BackupContents.StoreFolder}{row.Module}/{row.Package}/"));
    }

    private static IEnumerable<(string Name, string Source)> Under(string folder, string prefix) => !Directory.Exists(folder) ? [] :
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (prefix + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), file));

    /// <summary>The host's own steps that this program's databases have gone through: an older program must not open them.</summary>
    public static IReadOnlyList<string> Migrations { get; } = [.. MigrationHistory.Ids(typeof(PlatformDbContext)), .. MigrationHistory.Ids(typeof(CommunityDbContext))];
}
