using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Communities.Moving;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Vault;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Backups;

/// <summary>What came in, and what of the platform's rows had nobody to belong to.</summary>
internal sealed record RestoredCommunity(string Slug, BackupReport Report, int Memberships, int LeftOut, IReadOnlyList<string> Packages);

/// <summary>
/// 社区恢复 · Puts one community into an installation: out of a backup of its own, a hand-over package, or a whole backup. It is there
/// when its row is, which is written last; what it replaces stays beside.
/// </summary>
internal sealed partial class CommunityRestore(
    IDbContextFactory<PlatformDbContext> databases, PlacedEngine engines, DatabasePlaces places, HostEngine own, PackageStore store, ModuleLoader loader, KeyFolder keys,
    CommunityDirectory communities, CommunityLedger ledger, BackupCheck check, PlatformOptions options, TimeProvider clock)
{
    private const string By = "command";

    [GeneratedRegex("^[a-z][a-z0-9-]{0,29}[a-z0-9]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Slug();

    private string FolderOf(string slug) => Path.Combine(options.Data, "communities", slug);

    private string HeadsOf(string slug) => Path.Combine(options.Data, "audit-heads", slug + ".log");

    /// <param name="from">Its short name in the backup; null where the backup holds one only.</param>
    /// <param name="to">Its short name here; null for the same.</param>
    public async Task<RestoredCommunity> Run(string file, string key, string? from, string? to, bool replace, Action<int> percent, CancellationToken stop)
    {
        var header = BackupFile.HeaderOf(file);
        var source = header.Community ?? from ?? throw new BackupRefused(BackupReason.NoCommunity, "--community");
        var slug = to ?? (header.Community is null ? source : from ?? source);
        if (!Slug().IsMatch(slug)) throw new BackupRefused(BackupReason.SlugUnfit, slug);
        var there = await Row(slug, stop);
        if (there is not null && !replace) throw new BackupRefused(BackupReason.SlugTaken, slug);
        RefuseStrange(slug, there);
        var waiting = Path.Combine(options.Data, "restoring");
        if (Directory.Exists(waiting)) Directory.Delete(waiting, recursive: true);
        BackupFile.MakePrivate(waiting);
        try
        {
            using var staging = await Staging.Open(file, key, Path.Combine(waiting, Guid.NewGuid().ToString("N")), check, percent, stop);
            if (staging.Report.Contents.Communities.All(kept => kept.Slug != source)) throw new BackupRefused(BackupReason.NoCommunity, source);
            return await Take(staging, source, slug, there, stop);
        }
        finally
        {
            Directory.Delete(waiting, recursive: true);
        }
    }

    private void RefuseStrange(string slug, Community? there)
    {
        if (there is not null || !Directory.Exists(FolderOf(slug)) || !Directory.EnumerateFileSystemEntries(FolderOf(slug)).Any()) return;
        // A restore that was killed before its row was written: nobody's data.
        if (!HouseLock.IsMarked(FolderOf(slug))) throw new BackupRefused(BackupReason.NotEmpty, FolderOf(slug));
        Directory.Delete(FolderOf(slug), recursive: true);
    }

    private async Task<RestoredCommunity> Take(Staging staging, string source, string slug, Community? there, CancellationToken stop)
    {
        var rows = JsonSerializer.Deserialize<CommunityRows>(await File.ReadAllBytesAsync(staging.At(BackupContents.RowsOf(source)), stop), JsonSerializerOptions.Web)!;
        var packages = await Packages(staging, rows, stop);
        var kind = there is null ? options.Database.Provider : places.KindOf(there);
        if (kind == DatabaseKind.PostgreSQL && there is not null) throw new BackupRefused(BackupReason.SlugTaken, slug);
        var folder = staging.At(Path.Combine("communities", source));
        if (kind == DatabaseKind.PostgreSQL) await IntoServer(staging, source, slug, rows, stop);
        else await using (var database = await Databases.Open(staging.At(BackupContents.DatabaseOf(source)), write: true, stop)) await Databases.Scalar(database, "PRAGMA journal_mode = 'wal'", stop);
        var ring = File.Exists(staging.At(BackupContents.RingOf(source)))
            ? JsonSerializer.Deserialize<RingCopy>(await File.ReadAllBytesAsync(staging.At(BackupContents.RingOf(source)), stop), JsonSerializerOptions.Web)!.Ring() : null;
        try
        {
            // From here on a cut is told to whoever starts the house.
            if (there is not null) HouseLock.Mark(options.Data);
            var stamp = clock.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
            if (there is not null) PutAway(slug, stamp);
            if (ring is not null) keys.Put(slug, ring);
            HouseLock.Mark(folder);
            Staging.Move(folder, FolderOf(slug));
            Heads(staging, source, slug, stamp);
            var (memberships, leftOut) = await Write(rows, slug, kind, stop);
            HouseLock.Unmark(FolderOf(slug));
            HouseLock.Unmark(options.Data);
            await communities.Read(stop);
            await ledger.Note(slug, new(null, By, Sdk.People.PersonKind.Platform), "RestoreCommunity", slug, stop);
            return new(slug, staging.Report, memberships, leftOut, packages);
        }
        catch when (kind == DatabaseKind.PostgreSQL)
        {
            await engines.Of(kind).Drop(slug, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Versions that are not here yet. Their code waits until the operator loads it, whoever made the backup.</summary>
    private async Task<List<string>> Packages(Staging staging, CommunityRows rows, CancellationToken stop)
    {
        store.Start();
        var missing = rows.Enablements.Where(row => store.Find(row.Module, row.Package) is null && Directory.Exists(PackageIn(staging, row))).ToList();
        await using (var database = await databases.CreateDbContextAsync(stop))
        {
            // First the row that keeps it from being loaded, then the files: a cut between must not let code in.
            foreach (var row in missing)
                if (await database.Packages.FindAsync([row.Module], stop) is null) database.Packages.Add(new() { Module = row.Module, Package = row.Package });
            await database.SaveChangesAsync(stop);
        }
        foreach (var row in missing) store.Adopt(row.Module, row.Package, PackageIn(staging, row));
        if (missing.Count > 0) store.Scan();
        return missing.ConvertAll(row => $"{row.Module} {row.Package}");
    }

    private static string PackageIn(Staging staging, Enablement row) => staging.At(Path.Combine("store", row.Module, row.Package));

    private async Task IntoServer(Staging staging, string source, string slug, CommunityRows rows, CancellationToken stop)
    {
        var target = engines.Of(DatabaseKind.PostgreSQL);
        // Nobody's: there is no row.
        await target.Drop(slug, stop);
        var engine = new SqliteEngine(options with { Data = staging.Folder }, clock);
        try
        {
            List<LoadedModule> modules = [.. rows.Enablements.Select(row => loader.Load(store.Find(row.Module, row.Package) ?? throw new MoveRefused(MoveReason.ModuleMissing, row.Module, row.Package)))];
            await using var contexts = new MovedContexts(own, modules);
            // A backup of an earlier version is brought up to this one first.
            await using (await engine.Alone(source, stop)) await contexts.Migrate(engine, source, stop);
            await using (await target.Alone(slug, stop)) await contexts.Migrate(target, slug, stop);
            await using var from = await engine.Open(source, write: false, stop);
            await using var into = await target.Open(slug, write: true, stop);
            await TableMove.Copy(contexts, from, into, _ => { }, stop);
            await into.Commit(stop);
        }
        finally
        {
            engine.Forget(source);
        }
        foreach (var end in (string[])["", "-wal", "-shm"]) File.Delete(staging.At(BackupContents.DatabaseOf(source)) + end);
    }

    private void PutAway(string slug, string stamp)
    {
        ((SqliteEngine)engines.Of(DatabaseKind.SQLite)).Forget(slug);
        Staging.Move(FolderOf(slug), Path.Combine(options.Data, "replaced", $"{slug}-{stamp}"));
    }

    private void Heads(Staging staging, string source, string slug, string stamp)
    {
        if (File.Exists(HeadsOf(slug))) File.Move(HeadsOf(slug), $"{HeadsOf(slug)}.before-{stamp}");
        var heads = staging.At(Path.Combine("audit-heads", source + ".log"));
        if (!File.Exists(heads)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(HeadsOf(slug))!);
        File.Move(heads, HeadsOf(slug));
    }

    /// <summary>The rows that make it a community of this installation, in one transaction.</summary>
    private async Task<(int Memberships, int LeftOut)> Write(CommunityRows rows, string slug, DatabaseKind kind, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var writing = await database.Database.BeginTransactionAsync(stop);
        await database.Communities.Where(row => row.Slug == slug).ExecuteDeleteAsync(stop);
        await database.Enablements.Where(row => row.Community == slug).ExecuteDeleteAsync(stop);
        await database.Grants.Where(row => row.Community == slug).ExecuteDeleteAsync(stop);
        await database.Memberships.Where(row => row.Community == slug).ExecuteDeleteAsync(stop);
        var street = rows.Community.Street is { } named && await database.Streets.FindAsync([named], stop) is not null ? named : null;
        database.Communities.Add(new() { Slug = slug, Name = rows.Community.Name, Street = street, Since = rows.Community.Since, Database = kind == options.Database.Provider ? null : kind.ToString() });
        foreach (var row in rows.Enablements)
            database.Enablements.Add(new() { Community = slug, Module = row.Module, On = row.On, Package = row.Package, Since = row.Since, By = row.By, Reason = row.Reason });
        foreach (var row in rows.Grants) database.Grants.Add(new() { Community = slug, Role = row.Role, Permission = row.Permission });
        var known = (await database.Users.Select(account => account.Id).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        var mine = rows.Memberships.Where(row => known.Contains(row.AccountId)).ToList();
        foreach (var row in mine) database.Memberships.Add(new() { AccountId = row.AccountId, Community = slug, Role = row.Role, Grids = row.Grids, HandedTo = row.HandedTo });
        database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = By, Act = "restore-community", Subject = slug, Outcome = "done" });
        await database.SaveChangesAsync(stop);
        await writing.CommitAsync(stop);
        return (mine.Count, rows.Memberships.Count - mine.Count);
    }

    private async Task<Community?> Row(string slug, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Communities.AsNoTracking().FirstOrDefaultAsync(row => row.Slug == slug, stop);
    }
}
