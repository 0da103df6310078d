using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Backups;

/// <summary>The operator's steps: made while people work, read back, restored on an empty machine, handed to another house.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "SQLite")]
public sealed class BackupTests : IDisposable
{
    private readonly FurnishedHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Everything_comes_back_on_an_empty_machine()
    {
        string file;
        await using (var host = await _house.Open())
        {
            file = await _house.Make(host);
            // What was written afterwards is not in it.
            await host.Act("good", "AddNote", new { Text = "too late" });
        }
        Assert.Equal(0, await _house.Command("backup-verify", file, "--key-file", _house.KeyFile));
        await _house.Restore(file);
        Assert.False(Directory.Exists(Path.Combine(_house.Empty.Data, "rings")));
        Assert.False(Directory.Exists(Path.Combine(_house.Empty.Data, "rows")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_house.Empty.Root), entry => Path.GetFileName(entry).StartsWith("data", StringComparison.Ordinal));
        await using var after = await TestHost.Start(_house.Empty, communities: ["jia", "yi"]);
        await FurnishedHouse.HasAll(after);
        Assert.True((await after.Act("good", "AddNote", new { Text = "goes on" })).Ok);
        await using var database = await after.Platforms();
        Assert.Empty(await database.Sessions.ToListAsync());
    }

    [Fact]
    public async Task With_a_folder_of_keys_elsewhere_both_come_back()
    {
        string file;
        await using (var host = await _house.Open()) file = await _house.Make(host);
        var keys = Path.Combine(_house.Empty.Root, "apart", "keys");
        await _house.Restore(file, "--keys", keys);
        Assert.True(File.Exists(Path.Combine(keys, "master.key")));
        Assert.False(File.Exists(Path.Combine(_house.Empty.Data, "keys", "master.key")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys, "master.key")));
    }

    [Fact]
    public async Task Made_while_people_write_it_holds_what_was_acknowledged_before()
    {
        await using var host = await _house.Open();
        using var over = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested) await host.Act("good", "AddNote", new { Text = "meanwhile" });
        });
        for (var i = 0; i < 3; i++)
        {
            await _house.Make(host);
            await Task.Delay(1100);
        }
        await over.CancelAsync();
        await writing;
        // Two are kept.
        Assert.Equal(2, Directory.EnumerateFiles(_house.Backups, "*.cpbak").Count());
        Assert.Equal((BackupState.NotPlanned, true), ((await host.Get<BackupBook>().State(CancellationToken.None)).State, (await host.Get<BackupBook>().LastGood(CancellationToken.None)) is not null));
    }

    [Fact]
    public async Task Meanwhile_bare_keys_stand_on_no_disk()
    {
        await using var host = await _house.Open();
        var (desk, work) = (host.Get<BackupDesk>(), host.Get<BackupMaker>().Work);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        desk.Changed += () =>
        {
            if (!Directory.Exists(work)) return;
            foreach (var file in Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories)) seen.Add(Path.GetRelativePath(work, file).Replace('\\', '/')[33..]);
        };
        await _house.Make(host);
        Assert.Contains("communities/jia/community.db", seen);
        Assert.Contains(BackupContents.RowsOf("jia"), seen);
        Assert.DoesNotContain(seen, BackupFile.IsSecret);
        Assert.Empty(Directory.EnumerateFileSystemEntries(work));
    }

    [Fact]
    public async Task At_the_plan_s_time_one_is_made_and_read_back()
    {
        await using var host = await _house.Open();
        // Whole minutes only: ten seconds at least, and seventy at most, from now.
        var at = host.Get<TimeProvider>().GetLocalNow().AddSeconds(70);
        await host.Get<BackupBook>().Save(new() { On = true, Folder = _house.Backups, At = (at.Hour * 60) + at.Minute }, "test", CancellationToken.None);
        await Eventually.True(async () => (await host.Get<BackupBook>().Runs(1, CancellationToken.None)).Count == 1, "the planned backup is made", 100);
        var run = Assert.Single(await host.Get<BackupBook>().Runs(9, CancellationToken.None));
        Assert.Equal((BackupDesk.Schedule, true, BackupRun.Done), (run.By, run.Good, run.Rehearsal));
        Assert.Equal(BackupState.Fine, (await host.Get<BackupBook>().State(CancellationToken.None)).State);
    }

    [Theory]
    [InlineData("missing", nameof(BackupReason.FolderMissing))]
    [InlineData("inside", nameof(BackupReason.FolderInside))]
    [InlineData("relative", nameof(BackupReason.FolderMissing))]
    public async Task A_folder_that_does_not_do_is_told_and_written_down(string which, string reason)
    {
        await using var host = await _house.Open();
        var folder = which switch { "missing" => Path.Combine(_house.Backups, "nowhere"), "inside" => Path.Combine(_house.Folders.Data, "logs-of-backups"), _ => "backups" };
        if (which == "inside") Directory.CreateDirectory(folder);
        await host.Get<BackupBook>().Save(new() { On = true, Folder = folder }, "test", CancellationToken.None);
        var run = Assert.Single(await host.Get<BackupDesk>().Run("test", CancellationToken.None));
        Assert.Equal((reason, false), (run.Outcome, run.Good));
        Assert.Contains(folder, BackupBook.Words(run.Outcome, run.Detail), StringComparison.Ordinal);
        await using var database = await host.Platforms();
        Assert.Equal("failed", (await database.OperatorLog.SingleAsync(line => line.Act == "backup")).Outcome);
        Assert.Equal(BackupState.Old, (await host.Get<BackupBook>().State(CancellationToken.None)).State);
        Assert.Empty(Directory.EnumerateFiles(_house.Backups, "*.cpbak*"));
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_no_half_file()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var host = await _house.Open();
        // /dev/full says "no space left" to whoever writes.
        File.CreateSymbolicLink(Path.Combine(_house.Backups, "full.cpbak.part"), "/dev/full");
        var refused = await Assert.ThrowsAsync<BackupRefused>(() => host.Get<BackupMaker>().Make(null, Path.Combine(_house.Backups, "full.cpbak"), key => [KeySlot.Of(FurnishedHouse.Passphrase, key)], _ => { }, CancellationToken.None));
        Assert.Equal(BackupReason.DiskFull, refused.Reason);
        Assert.Empty(Directory.EnumerateFiles(_house.Backups, "full*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Get<BackupMaker>().Work));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_opened_changes_nothing()
    {
        string file;
        await using (var host = await _house.Open())
        {
            file = await _house.Make(host);
            Assert.Equal(1, await _house.Command("restore", file, "--data", _house.Folders.Data, "--key-file", _house.KeyFile, "--replace"));
            Assert.Contains("还开着", _house.Said, StringComparison.Ordinal);
        }
        Assert.Equal(1, await _house.Command("restore", file, "--data", _house.Folders.Data, "--key-file", _house.KeyFile));
        var other = Path.Combine(_house.Backups, "other.txt");
        await File.WriteAllTextAsync(other, RecoveryKey.New().Text);
        var whole = await File.ReadAllBytesAsync(file);
        var (cut, changed) = (Path.Combine(_house.Backups, "cut"), Path.Combine(_house.Backups, "changed"));
        await File.WriteAllBytesAsync(cut, whole[..(whole.Length - 7)]);
        whole[whole.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(changed, whole);
        foreach (var (bad, key) in new[] { (file, other), (cut, _house.KeyFile), (changed, _house.KeyFile), (_house.KeyFile, _house.KeyFile), ("nowhere", _house.KeyFile) })
        {
            Assert.Equal(1, await _house.Command("restore", bad, "--data", _house.Empty.Data, "--key-file", key));
            Assert.NotEqual("", _house.Said);
            Assert.Equal([_house.Empty.Packages], Directory.EnumerateFileSystemEntries(_house.Empty.Root));
        }
        Assert.Equal(2, await _house.Command("restore"));
    }

    [Fact]
    public async Task What_is_replaced_stays_beside()
    {
        string file;
        await using (var host = await _house.Open()) file = await _house.Make(host);
        await using (var other = await TestHost.Start(_house.Empty, communities: ["bing"])) { }
        Assert.Equal(1, await _house.Command("restore", file, "--data", _house.Empty.Data, "--key-file", _house.KeyFile));
        await _house.Restore(file, "--replace");
        var aside = Assert.Single(Directory.EnumerateDirectories(_house.Empty.Root, "data.before-*"));
        Assert.True(File.Exists(Path.Combine(aside, "communities", "bing", "community.db")));
        await using var after = await TestHost.Start(_house.Empty, communities: ["jia", "yi"]);
        await FurnishedHouse.HasAll(after);
        Assert.Null(after.Get<CommunityDirectory>().Find("bing"));
    }

    [Fact]
    public async Task One_community_comes_back_and_its_neighbour_notices_nothing()
    {
        string file;
        await using (var host = await _house.Open())
        {
            file = await _house.Make(host);
            await host.Sql("jia", "DELETE FROM good_notes");
            await host.Enable("good", "yi");
            await host.Act("good", "AddNote", new { Text = "neighbour" }, community: "yi");
        }
        string[] ask = ["restore", file, "--data", _house.Folders.Data, "--key-file", _house.KeyFile, "--community", "jia"];
        Assert.Equal(1, await _house.Command([.. ask, "--Platform:Modules", _house.Folders.Packages]));
        Assert.True(await _house.Command([.. ask, "--replace", "--Platform:Modules", _house.Folders.Packages]) == 0, _house.Said);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(_house.Folders.Data, "replaced"), "jia-*"));
        await using var after = await TestHost.Start(_house.Folders, communities: ["jia", "yi"]);
        await FurnishedHouse.HasAll(after);
        Assert.Equal(1, (await after.Act("good", "CountNotes", community: "yi")).Value);
        Assert.Equal(1, await after.Books("jia", books => books.Audit.CountAsync(line => line.Act == "RestoreCommunity")));
    }

    [Fact]
    public async Task A_community_s_restore_that_was_killed_is_nobody_s_data_or_keeps_the_house_closed()
    {
        string file;
        await using (var host = await _house.Open()) file = await _house.Make(host);
        string[] ask = ["restore", file, "--data", _house.Folders.Data, "--key-file", _house.KeyFile, "--community", "jia", "--Platform:Modules", _house.Folders.Packages];
        // Killed before its row was written: a folder with a mark, and what was unpacked.
        var half = Path.Combine(_house.Folders.Data, "communities", "ding");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "community.db"), "half");
        Assert.Equal(1, await _house.Command([.. ask, "--as", "ding"]));
        HouseLock.Mark(half);
        await using (var host = await TestHost.Start(_house.Folders, communities: ["jia", "yi"])) Assert.Null(host.Get<CommunityDirectory>().Find("ding"));
        Assert.True(await _house.Command([.. ask, "--as", "ding"]) == 0, _house.Said);
        // Killed while it replaced one: the house says so and stays closed until it is done again.
        HouseLock.Mark(_house.Folders.Data);
        Directory.Delete(Path.Combine(_house.Folders.Data, "communities", "jia"), recursive: true);
        var closed = await Assert.ThrowsAsync<InvalidOperationException>(() => TestHost.Start(_house.Folders, communities: ["jia", "yi"]));
        Assert.Contains("--replace", closed.Message, StringComparison.Ordinal);
        SqliteConnection.ClearAllPools();
        Assert.True(await _house.Command([.. ask, "--replace"]) == 0, _house.Said);
        await using var after = await TestHost.Start(_house.Folders, communities: ["jia", "yi", "ding"]);
        await FurnishedHouse.HasAll(after);
        await FurnishedHouse.HasAll(after, "ding");
    }

    [Fact]
    public async Task A_hand_over_package_is_taken_in_by_another_house_under_a_free_name()
    {
        string file;
        await using (var host = await _house.Open())
        {
            var run = await host.Get<BackupDesk>().HandOver("jia", FurnishedHouse.Passphrase, _house.Backups, "test", CancellationToken.None);
            Assert.True(run.Good, BackupBook.Words(run.Outcome, run.Detail));
            file = Path.Combine(_house.Backups, run.File);
        }
        await File.WriteAllTextAsync(_house.KeyFile, FurnishedHouse.Passphrase);
        await using (var other = await TestHost.Start(_house.Empty, communities: ["jia"])) await other.Person("zhang", Roles.Worker);
        string[] ask = ["restore", file, "--data", _house.Empty.Data, "--key-file", _house.KeyFile, "--Platform:Modules", _house.Empty.Packages];
        Assert.Equal(1, await _house.Command(ask));
        Assert.Equal(1, await _house.Command([.. ask, "--community", "Bing Bing"]));
        Assert.True(await _house.Command([.. ask, "--community", "bing"]) == 0, _house.Said);
        await using var after = await TestHost.Start(_house.Empty, communities: ["jia", "bing"]);
        // Its module's code came along and waits for the operator of this house.
        Assert.Empty(after.Board.Loaded);
        await after.Desk.LoadNow("good", null, "test", CancellationToken.None);
        await FurnishedHouse.HasAll(after, "bing", account: false);
        Assert.False(await FurnishedHouse.SignsIn(after, "li"));
        await using var database = await after.Platforms();
        Assert.False(await database.Memberships.AnyAsync(row => row.Community == "bing"));
        Assert.Single(await database.Memberships.Where(row => row.Community == "jia").ToListAsync());
    }

    [Fact]
    public async Task A_database_that_is_not_what_its_list_says_is_found_when_it_is_read_back()
    {
        await using var host = await _house.Open();
        var made = await host.Get<BackupMaker>().Make(null, Path.Combine(_house.Backups, "x.cpbak"), key => [KeySlot.Of(FurnishedHouse.Passphrase, key)], _ => { }, CancellationToken.None);
        foreach (var (sql, named) in new[]
        {
            ("DELETE FROM good_notes WHERE Id IN (SELECT Id FROM good_notes LIMIT 1)", "good_notes"),
            ("UPDATE host_audit_head SET \"Sequence\" = \"Sequence\" - 1", "host_audit_head"),
        })
        {
            var folder = Path.Combine(_house.Backups, Guid.NewGuid().ToString("N"));
            var header = BackupFile.Unpack(made.Path, _ => made.Key, folder, _ => { }, CancellationToken.None);
            await using (var database = new SqliteConnection($"Data Source={Path.Combine(folder, "communities", "jia", "community.db")};Pooling=False"))
            {
                await database.OpenAsync();
                await using var command = database.CreateCommand();
                command.CommandText = sql;
                Assert.True(await command.ExecuteNonQueryAsync() > 0);
            }
            var list = BackupContents.Read(folder);
            var differs = await Assert.ThrowsAsync<BackupRefused>(() => host.Get<BackupCheck>().Run(folder, header, CancellationToken.None));
            Assert.Equal((BackupReason.Differs, "communities/jia/community.db"), (differs.Reason, (string)differs.Arguments[0]));
            // And where the sums agree, the rows and the chain are looked at themselves.
            await File.WriteAllBytesAsync(Path.Combine(folder, BackupContents.FileName), System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(list with { Files = [.. list.Files.Select(file => Fresh(folder, file))] }, System.Text.Json.JsonSerializerOptions.Web));
            differs = await Assert.ThrowsAsync<BackupRefused>(() => host.Get<BackupCheck>().Run(folder, header, CancellationToken.None));
            Assert.Contains(named, (string)differs.Arguments[0], StringComparison.Ordinal);
        }
    }

    private static KeptFile Fresh(string folder, KeptFile file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, file.Path));
        return file with { Length = bytes.Length, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) };
    }
}
