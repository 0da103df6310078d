using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Backups;

/// <summary>One form of backup, from either kind of database and into either.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "Own")]
public sealed class BackupOnPostgresTests : IDisposable
{
    private readonly FurnishedHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task From_PostgreSQL_into_files()
    {
        string file;
        await using (var host = await _house.Open(DatabaseKind.PostgreSQL)) file = await _house.Make(host);
        Assert.Equal(0, await _house.Command("backup-verify", file, "--key-file", _house.KeyFile));
        await _house.Restore(file);
        await using var after = await TestHost.Start(_house.Empty, kind: DatabaseKind.SQLite, communities: ["jia", "yi"]);
        await FurnishedHouse.HasAll(after);
    }

    [Fact]
    public async Task From_files_into_an_empty_PostgreSQL_and_not_into_a_full_one()
    {
        string file;
        await using (var host = await _house.Open()) file = await _house.Make(host);
        string[] server = [.. await _house.Empty.Database(DatabaseKind.PostgreSQL)];
        string[] ask = ["restore", file, "--data", _house.Empty.Data, "--key-file", _house.KeyFile, .. server];
        // As a killed restore leaves it: its mark and half of the schemas.
        await using (var source = new PostgresSource(server[^1]))
        await using (var connection = await source.Pool.OpenConnectionAsync())
            await PostgresSource.Run(connection, "CREATE SCHEMA cp_restoring; CREATE SCHEMA platform; CREATE SCHEMA c_jia; CREATE TABLE c_jia.good_notes (x int)", CancellationToken.None);
        Assert.True(await _house.Command(ask) == 0, _house.Said);
        Assert.False(File.Exists(Path.Combine(_house.Empty.Data, "communities", "jia", "community.db")));
        Assert.False(HouseLock.IsMarked(_house.Empty.Data));
        Directory.Move(_house.Empty.Data, _house.Empty.Data + "-kept");
        Assert.Equal(1, await _house.Command(ask));
        Directory.Move(_house.Empty.Data + "-kept", _house.Empty.Data);
        await using var after = await TestHost.Start(_house.Empty, kind: DatabaseKind.PostgreSQL, communities: ["jia", "yi"]);
        Assert.Equal(DatabaseKind.PostgreSQL, after.Get<DatabasePlaces>().Of("jia"));
        Assert.Equal(200, await after.Status("/c/jia/good"));
        Assert.Equal(5, (await after.Act("good", "CountNotes")).Value);
        Assert.True(await FurnishedHouse.SignsIn(after, "li"));
        Assert.True((await after.Act("good", "AddNote", new { Text = "goes on" })).Ok);
    }

    [Fact]
    public async Task A_hand_over_package_is_taken_in_by_a_house_on_PostgreSQL()
    {
        string file;
        await using (var host = await _house.Open())
            file = Path.Combine(_house.Backups, (await host.Get<BackupDesk>().HandOver("jia", FurnishedHouse.Passphrase, _house.Backups, "test", CancellationToken.None)).File);
        await File.WriteAllTextAsync(_house.KeyFile, FurnishedHouse.Passphrase);
        await using var there = await TestHost.Start(_house.Empty, kind: DatabaseKind.PostgreSQL, communities: ["ding"]);
        string[] server = [.. await _house.Empty.Database(DatabaseKind.PostgreSQL)];
        // The house stays open: it hears of the new rows.
        Assert.True(await _house.Command(["restore", file, "--data", _house.Empty.Data, "--key-file", _house.KeyFile, "--community", "bing", "--Platform:Modules", _house.Empty.Packages, .. server]) == 0, _house.Said);
        await Eventually.True(() => there.Get<CommunityDirectory>().Find("bing") is not null, "the house has heard of it");
        there.Store.Scan();
        await there.Desk.LoadNow("good", null, "test", CancellationToken.None);
        Assert.Equal(5, (await there.Act("good", "CountNotes", community: "bing")).Value);
    }
}
