using System.IO.Compression;
using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>A module leaves for good: exported first, undone while there is time, and then all of it and nothing else is gone.</summary>
[Collection(ModulesCollection.Name)]
public sealed class UninstallTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    /// <summary>A house where "good" was brought by the operator, used in jia, and switched off again.</summary>
    private async Task<TestHost> Used()
    {
        var host = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        TestFolders.Copy(TestFolders.Built("good-1"), Path.Combine(_folders.Data, "plugins", "good"));
        host.Store.Scan();
        await host.Desk.LoadNow("good", null, "test", CancellationToken.None);
        await host.Enable("good");
        await host.Act("good", "AddNote", new { Text = "孤本" });
        await host.Disable("good");
        return host;
    }

    private static async Task<RefusalCode> Refused(Func<Task> act) => (await Assert.ThrowsAsync<SwitchRefused>(act)).Refusal.Code;

    private static Task<bool> HasTable(TestHost host, string table) => host.HasTable("jia", table);

    private static async Task MakeDue(TestHost host)
    {
        await using var database = await host.Platforms();
        await database.Database.ExecuteSqlRawAsync("UPDATE uninstalls SET \"Due\" = '2020-01-01 00:00:00'");
        await host.Get<UninstallDesk>().FinishDue(CancellationToken.None);
    }

    [Fact]
    public async Task What_is_still_on_somewhere_is_not_uninstalled()
    {
        await using var host = await Used();
        await host.Enable("good", "yi");
        Assert.Equal(RefusalCode.StillEnabled, await Refused(() => host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None)));
        Assert.False(Directory.Exists(Path.Combine(_folders.Data, "communities", "jia", "exports")));
        Assert.Contains(host.Board.Loaded, module => module.Id == "good");
    }

    [Fact]
    public async Task One_that_is_on_and_not_loaded_can_be_switched_off_and_leaves()
    {
        await using var host = await Used();
        await host.Enable("good");
        await host.Desk.UnloadNow("good", "test", CancellationToken.None);
        Assert.Equal(RefusalCode.StillEnabled, await Refused(() => host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None)));
        var off = await host.Get<OperatorActs>().Switch("jia", "good", false, "test", CancellationToken.None);
        Assert.Equal(ActEnd.Done, off.End);
        Assert.Equal(ActEnd.Already, (await host.Get<OperatorActs>().Switch("jia", "good", false, "test", CancellationToken.None)).End);
        await host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None);
    }

    [Fact]
    public async Task Its_data_are_exported_and_it_stops_at_once()
    {
        await using var host = await Used();
        var desk = host.Get<UninstallDesk>();
        var traces = Assert.Single(await desk.Traces("good", CancellationToken.None));
        Assert.Equal(("jia", 4, 1L), (traces.Community, traces.Tables.Count, traces.Rows));

        var row = await desk.Begin("good", "operator", CancellationToken.None);
        Assert.InRange((row.Due - row.Asked).TotalDays, 6.99, 7.01);
        Assert.DoesNotContain(host.Board.Loaded, module => module.Id == "good");
        var path = host.Get<ModuleData>().ExportOf("jia", row.Export);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        using var export = ZipFile.OpenRead(path);
        Assert.Equal(["tables/good_heard.json", "tables/good_notes.json", "tables/good_tallies.json"], export.Entries.Select(entry => entry.FullName));
        using var notes = new StreamReader(export.GetEntry("tables/good_notes.json")!.Open());
        Assert.Contains("孤本", await notes.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.False(File.Exists(host.Get<ModuleData>().ExportOf("yi", row.Export)));
    }

    [Fact]
    public async Task While_it_is_leaving_nothing_new_begins_and_its_rights_stay()
    {
        await using var host = await Used();
        await host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None);
        Assert.Equal(RefusalCode.BeingUninstalled, await Refused(() => host.Desk.LoadNow("good", null, "test", CancellationToken.None)));
        Assert.Equal(RefusalCode.BeingUninstalled, await Refused(() => host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None)));
        await host.Get<UninstallDesk>().FinishDue(CancellationToken.None);
        Assert.True(await HasTable(host, "good_notes"));
        await using var database = await host.Platforms();
        Assert.Equal(2, await database.Grants.CountAsync(grant => grant.Permission.StartsWith("good.")));
    }

    [Fact]
    public async Task Undone_in_time_it_is_as_it_was()
    {
        await using var host = await Used();
        var desk = host.Get<UninstallDesk>();
        var row = await desk.Begin("good", "operator", CancellationToken.None);
        await desk.Undo("good", "operator", CancellationToken.None);
        Assert.False(File.Exists(host.Get<ModuleData>().ExportOf("jia", row.Export)));
        Assert.Equal(RefusalCode.NotBeingUninstalled, await Refused(() => desk.Undo("good", "operator", CancellationToken.None)));
        await host.Desk.LoadNow("good", null, "test", CancellationToken.None);
        await host.Enable("good");
        Assert.Equal(1L, await host.Sql("jia", "SELECT COUNT(*) FROM good_notes"));
    }

    [Fact]
    public async Task When_its_time_is_up_all_of_it_and_nothing_else_is_gone()
    {
        await using var host = await Used();
        await host.Sql("jia", "CREATE TABLE __ef_good_neighbours (MigrationId TEXT); CREATE TABLE good_neighbours_fences (Id INTEGER); CREATE TABLE goodness (Id INTEGER)");
        var row = await host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None);
        await MakeDue(host);

        foreach (var gone in (string[])["good_notes", "good_heard", "good_tallies", "__ef_good"]) Assert.False(await HasTable(host, gone), gone);
        foreach (var stays in (string[])["__ef_good_neighbours", "good_neighbours_fences", "goodness", "host_audit"]) Assert.True(await HasTable(host, stays), stays);
        Assert.DoesNotContain(host.Store.All, package => package.Id == "good");
        Assert.False(Directory.Exists(Path.Combine(_folders.Data, "plugins", "good")));
        Assert.False(Directory.Exists(Path.Combine(_folders.Data, "store", "good")));
        Assert.True(File.Exists(host.Get<ModuleData>().ExportOf("jia", row.Export)));
        Assert.Equal("good", await host.Books("jia", books => books.Audit.Where(line => line.Act == UninstallDesk.Act).Select(line => line.Subject).SingleAsync()));
        Assert.Equal(0, await host.Books("jia", books => books.Listeners.CountAsync(listener => listener.Listener.StartsWith("good/"))));
        await using var database = await host.Platforms();
        Assert.False(await database.Grants.AnyAsync(grant => grant.Permission.StartsWith("good.")));
        Assert.False(await database.Enablements.AnyAsync(enablement => enablement.Module == "good"));
        Assert.False(await database.Packages.AnyAsync(choice => choice.Module == "good"));
        Assert.False(await database.Uninstalls.AnyAsync());
        Assert.Equal(["begin-uninstall", "uninstall"], await database.OperatorLog.Where(line => line.Act.Contains("uninstall")).OrderBy(line => line.At).Select(line => line.Act).ToListAsync());
    }

    [Fact]
    public async Task Cut_off_in_the_middle_it_is_ended_at_the_next_start()
    {
        await using (var host = await Used())
        {
            await host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None);
            // The tables went, then the power.
            await host.Get<ModuleData>().Remove("jia", "good", CancellationToken.None);
            await using var database = await host.Platforms();
            await database.Database.ExecuteSqlRawAsync("UPDATE uninstalls SET \"Due\" = '2020-01-01 00:00:00'");
        }
        await using var after = await TestHost.Start(_folders);
        await Eventually.True(async () =>
        {
            await using var database = await after.Platforms();
            return !await database.Uninstalls.AnyAsync();
        }, "the uninstallation is ended");
        Assert.DoesNotContain(after.Store.All, package => package.Id == "good");
    }

    [Fact]
    public async Task What_ships_with_the_product_loses_its_data_and_stays_to_be_loaded_again()
    {
        _folders.Deliver("good-1");
        await using (var host = await TestHost.Start(_folders))
        {
            await host.Enable("good");
            await host.Act("good", "AddNote", new { Text = "孤本" });
            await host.Disable("good");
            await host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None);
            await MakeDue(host);
        }
        await using var after = await TestHost.Start(_folders);
        Assert.DoesNotContain(after.Board.Loaded, module => module.Id == "good");
        await after.Desk.LoadNow("good", null, "test", CancellationToken.None);
        await after.Enable("good");
        Assert.Equal(0L, await after.Sql("jia", "SELECT COUNT(*) FROM good_notes"));
    }

    [Fact]
    public async Task Tables_that_point_at_each_other_are_dropped_in_an_order_that_works()
    {
        await using var host = await TestHost.Start(_folders);
        await host.Sql("jia", """
            CREATE TABLE __ef_knot (MigrationId TEXT);
            CREATE TABLE knot_a (Id INTEGER PRIMARY KEY);
            CREATE TABLE knot_b (Id INTEGER PRIMARY KEY, A INTEGER NOT NULL REFERENCES knot_a (Id) ON DELETE RESTRICT);
            CREATE TABLE knot_c (Id INTEGER PRIMARY KEY, B INTEGER REFERENCES knot_b (Id) ON DELETE RESTRICT, Up INTEGER REFERENCES knot_c (Id));
            INSERT INTO knot_a VALUES (1); INSERT INTO knot_b VALUES (1, 1); INSERT INTO knot_c VALUES (1, 1, NULL); INSERT INTO knot_c VALUES (2, 1, 1);
            """);
        await host.Get<ModuleData>().Remove("jia", "knot", CancellationToken.None);
        foreach (var table in (string[])["__ef_knot", "knot_a", "knot_b", "knot_c"]) Assert.False(await HasTable(host, table));
    }

    [Theory]
    [InlineData("good", "__ef_good,good,good_notes")]
    [InlineData("good-neighbours", "__ef_good_neighbours,good_neighbours,good_neighbours_fences")]
    [InlineData("host", "host_audit")]
    [InlineData("nothing", "")]
    public void A_table_is_the_module_s_with_the_longest_fitting_name(string id, string tables) =>
        Assert.Equal(tables, string.Join(',', ModuleTables.Of(["__ef_good", "__ef_good_neighbours", "good", "good_notes", "good_neighbours", "good_neighbours_fences", "goodness", "host_audit"], id)));
}
