using System.Security.Cryptography;
using System.Text.Json;
using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Vault;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Backups;

/// <summary>What reading a backup back has shown.</summary>
internal sealed record BackupReport(BackupHeader Header, BackupContents Contents, int Tables, long Rows, long AuditLines, long SealedTexts);

/// <summary>
/// 演练 · Proves an unpacked backup: every file by its sum, every database by the system's own check and its rows, the audit chain from
/// its first line to its last, and that the keys for every sealed text are there. The first thing that differs is a refusal.
/// </summary>
internal sealed class BackupCheck(PlatformOptions options, TimeProvider clock)
{
    /// <param name="secrets">The bare keys, where they were not unpacked.</param>
    public async Task<BackupReport> Run(string folder, BackupHeader header, CancellationToken stop, IReadOnlyDictionary<string, byte[]>? secrets = null)
    {
        var contents = BackupContents.Read(folder);
        RefuseNewer(header);
        Files(folder, contents, secrets, stop);
        var (tables, rows, lines, texts) = (0, 0L, 0L, 0L);
        if (header.Community is null)
        {
            await using var platform = await Databases.Open(Path.Combine(folder, BackupContents.PlatformFile), write: false, stop);
            await Same(BackupContents.PlatformFile, platform, contents.PlatformTables, stop);
            (tables, rows) = (contents.PlatformTables.Count, contents.PlatformTables.Values.Sum());
        }
        foreach (var kept in contents.Communities)
        {
            var name = BackupContents.DatabaseOf(kept.Slug);
            await using (var database = await Databases.Open(Path.Combine(folder, name), write: false, stop))
            {
                await Same(name, database, kept.Tables, stop);
                if (await Databases.Head(database, stop) != (kept.AuditLines, kept.AuditHash)) throw new BackupRefused(BackupReason.Differs, $"{name} host_audit_head");
                texts += await Keys(folder, kept.Slug, database, secrets, stop);
            }
            await Chain(folder, kept, stop);
            (tables, rows, lines) = (tables + kept.Tables.Count, rows + kept.Rows, lines + kept.AuditLines);
        }
        return new(header, contents, tables, rows, lines, texts);
    }

    /// <exception cref="BackupRefused">Its databases have gone through steps that this program does not know.</exception>
    public static void RefuseNewer(BackupHeader header)
    {
        if (header.Migrations.Except(BackupMaker.Migrations, StringComparer.Ordinal).Any()) throw new BackupRefused(BackupReason.NewerVersion, header.Community ?? "", header.Product);
    }

    private static void Files(string folder, BackupContents contents, IReadOnlyDictionary<string, byte[]>? secrets, CancellationToken stop)
    {
        foreach (var kept in contents.Files)
        {
            stop.ThrowIfCancellationRequested();
            using var file = Open(folder, kept.Path, secrets) ?? throw new BackupRefused(BackupReason.Differs, kept.Path);
            if (file.Length != kept.Length || Convert.ToHexStringLower(SHA256.HashData(file)) != kept.Sha256) throw new BackupRefused(BackupReason.Differs, kept.Path);
        }
        var listed = contents.Files.Select(kept => kept.Path).Append(BackupContents.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            if (Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/') is var there && !listed.Contains(there)) throw new BackupRefused(BackupReason.Differs, there);
    }

    private static Stream? Open(string folder, string name, IReadOnlyDictionary<string, byte[]>? secrets) =>
        secrets?.GetValueOrDefault(name) is { } content ? new MemoryStream(content)
        : File.Exists(Path.Combine(folder, name)) ? File.OpenRead(Path.Combine(folder, name)) : null;

    private static async Task Same(string name, SqliteConnection database, IReadOnlyDictionary<string, long> wanted, CancellationToken stop)
    {
        if (await Databases.Damage(database, stop) is { } damage) throw new BackupRefused(BackupReason.Differs, $"{name} {damage}");
        var there = await Databases.Counts(database, stop);
        foreach (var (table, rows) in wanted)
            if (there.GetValueOrDefault(table, -1) is var found && found != rows) throw new BackupRefused(BackupReason.Differs, $"{name} {table}: {found} / {rows}");
        if (there.Keys.Except(wanted.Keys, StringComparer.Ordinal).FirstOrDefault() is { } extra) throw new BackupRefused(BackupReason.Differs, $"{name} {extra}");
    }

    /// <summary>The keys travel along and are the right ones: each telephone number of the register opens.</summary>
    private static async Task<long> Keys(string folder, string slug, SqliteConnection database, IReadOnlyDictionary<string, byte[]>? secrets, CancellationToken stop)
    {
        var used = await SealedColumns.Keys(database, stop);
        if (used.Count == 0) return 0;
        await using var file = Open(folder, BackupContents.RingOf(slug), secrets) ?? throw new BackupRefused(BackupReason.Differs, BackupContents.RingOf(slug));
        var ring = (await JsonSerializer.DeserializeAsync<RingCopy>(file, JsonSerializerOptions.Web, stop))!.Ring();
        if (used.Keys.FirstOrDefault(id => !ring.Keys.ContainsKey(id)) is var missing && missing != 0) throw new BackupRefused(BackupReason.Differs, $"{BackupContents.RingOf(slug)} {missing:x8}");
        foreach (var stored in await Databases.Texts(database, "SELECT \"Phone\" FROM host_persons WHERE \"Phone\" IS NOT NULL", stop))
        {
            var id = SealedText.KeyOf(stored) ?? throw new BackupRefused(BackupReason.Differs, $"{slug} host_persons.Phone");
            SealedText.Open(id, ring.Keys[id], "host/" + HostPersonalData.Phone, stored);
        }
        return used.Values.Sum();
    }

    private async Task Chain(string folder, KeptCommunity kept, CancellationToken stop)
    {
        var there = options with { Data = folder };
        var engine = new SqliteEngine(there, clock);
        using var own = new HostEngine();
        try
        {
            await using (var connection = await engine.Connect(kept.Slug, stop))
                // An earlier version's chain is checked when this version has brought it up to date.
                if (!await MigrationHistory.IsComplete(connection, CommunitySession.HistoryTable("host"), typeof(CommunityDbContext), stop)) return;
            await using var session = await engine.Open(kept.Slug, write: false, stop);
            await using var database = new CommunityBooks(own).Open(session);
            var report = await ChainCheck.Run(reading => new PublishedHeads(there).Read(kept.Slug, reading), database, stop);
            if (!report.Intact) throw new BackupRefused(BackupReason.Differs, $"{kept.Slug}: {ChainWords.Of(report, System.Globalization.CultureInfo.CurrentUICulture)}");
        }
        finally
        {
            engine.Forget(kept.Slug);
        }
    }
}
