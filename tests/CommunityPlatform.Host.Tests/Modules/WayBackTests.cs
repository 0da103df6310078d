using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>Data of a newer version under an older one: never met by the old code, taken back by the newer version's own.</summary>
[Collection(ModulesCollection.Name)]
public sealed class WayBackTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private static async Task<long> Moods(TestHost host) => await host.HasColumn("jia", "good_notes", "Mood") ? 1 : 0;

    private async Task<TestHost> OnTwo()
    {
        _folders.Deliver("good-1");
        var host = await TestHost.Start(_folders);
        await host.Enable("good");
        await host.Act("good", "AddNote", new { Text = "kept" });
        host.Deliver("good-2");
        await host.Desk.Replace("good", null, "test", CancellationToken.None);
        Assert.Equal(1, await Moods(host));
        return host;
    }

    [Fact]
    public async Task A_roll_back_that_was_cut_off_before_the_data_is_finished_at_the_next_start()
    {
        await using (var host = await OnTwo())
        {
            // As the end of the process leaves it: the choice is written, the community's data are not yet back.
            await using var database = await host.Platforms();
            var choice = await database.Packages.SingleAsync(row => row.Module == "good");
            (choice.Package, choice.Previous) = (choice.Previous!, choice.Package);
            await database.SaveChangesAsync();
        }
        await using var after = await TestHost.Start(_folders);
        Assert.Equal("Good one", await after.Http.GetStringAsync("/c/jia/api/good/label"));
        Assert.Equal("1", await after.Http.GetStringAsync("/c/jia/api/good/count"));
        Assert.Equal(0, await Moods(after));
        Assert.Equal("1.0.0", Assert.Single(after.Board.Loaded).Package.Version.ToString());
        Assert.True((await after.Act("good", "AddNote", new { Text = "after" })).Ok);
    }

    [Fact]
    public async Task A_module_that_was_off_while_it_was_rolled_back_comes_on_with_its_data_taken_back()
    {
        await using var host = await OnTwo();
        await host.Disable("good");
        await host.Desk.RollBack("good", "test", CancellationToken.None);
        Assert.Equal(1, await Moods(host));
        await host.Enable("good");
        Assert.Equal(0, await Moods(host));
        Assert.Equal("1", await host.Http.GetStringAsync("/c/jia/api/good/count"));
        Assert.Equal("1.0.0", Assert.Single(host.Board.Loaded).Package.Version.ToString());
    }

    [Fact]
    public async Task Without_the_newer_version_the_old_one_stays_away_from_the_data_and_the_operator_is_told()
    {
        string newer;
        await using (var host = await OnTwo())
        {
            await using var database = await host.Platforms();
            var choice = await database.Packages.SingleAsync(row => row.Module == "good");
            newer = host.Store.Find("good", choice.Package)!.Folder;
            (choice.Package, choice.Previous) = (choice.Previous!, choice.Package);
            await database.SaveChangesAsync();
            // Where hosts share their packages, it would come back from there.
            await database.PackageFiles.Where(file => file.Module == "good" && file.Package != choice.Package).ExecuteDeleteAsync();
        }
        Directory.Delete(newer, recursive: true);
        Directory.Delete(Path.Combine(_folders.Packages, "good-2"), recursive: true);
        await using var after = await TestHost.Start(_folders);
        Assert.Equal(404, await after.Status("/c/jia/good"));
        Assert.Equal(1, await Moods(after));
        await using var told = await after.Platforms();
        Assert.Contains(await told.Notices.ToListAsync(), notice => notice is { Community: "jia", Kind: "migration-failed" });
    }

    [Fact]
    public async Task Acts_that_waited_for_a_roll_back_meet_neither_old_tables_nor_a_fault()
    {
        await using var host = await OnTwo();
        var ask = host.Ask("good", "AddNote", new { Text = "in the midst" });
        var writers = Enumerable.Range(0, 6).Select(_ => Task.Run(() => UntilRefused(host, ask))).ToList();
        await host.Desk.RollBack("good", "test", CancellationToken.None);
        var answers = await Task.WhenAll(writers);
        Assert.All(answers, answer => Assert.Equal(nameof(NotAvailable), answer.Refusal));
        Assert.Empty(host.Faults.Recent);
        Assert.Equal($"{1 + answers.Sum(answer => answer.Written)}", await host.Http.GetStringAsync("/c/jia/api/good/count"));
        Assert.True((await host.Act("good", "AddNote", new { Text = "after" })).Ok);
    }

    private static async Task<(int Written, string? Refusal)> UntilRefused(TestHost host, object ask)
    {
        for (var written = 0; ; written++)
            if (await host.Start(ask) is { Ok: false } answer)
                return (written, answer.Refusal);
    }

    [Fact]
    public async Task A_switch_cut_off_before_its_audit_line_gets_it_at_the_next_start()
    {
        _folders.Deliver("good-1");
        await using (var host = await TestHost.Start(_folders))
        {
            await host.Enable("good");
            await using var database = await host.Platforms();
            (await database.Enablements.SingleAsync(row => row.Module == "good")).On = false;
            await database.SaveChangesAsync();
        }
        await using var after = await TestHost.Start(_folders);
        Assert.Equal(404, await after.Status("/c/jia/good"));
        await Eventually.True(async () => (await Switches(after)).SequenceEqual(["EnableModule", "DisableModule"]), "the line is written");
        Assert.Equal(2, await after.Books("jia", books => books.Outbox.CountAsync(row => row.Name == "host.module-switched.v1")));

        static Task<List<string>> Switches(TestHost host) => host.Books("jia", books => books.Audit.Where(line => line.Subject == "good").OrderBy(line => line.Id).Select(line => line.Act).ToListAsync());
    }

    [Fact]
    public async Task Old_versions_leave_the_disk_except_those_that_may_be_needed()
    {
        await using var host = await OnTwo();
        for (var i = 0; i < 9; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(_folders.Packages, "good-2", "build.txt"), $"{i}");
            host.Store.Scan();
            await host.Desk.Replace("good", null, "test", CancellationToken.None);
        }
        var kept = host.Store.Versions("good").ToList();
        Assert.InRange(kept.Count, 6, 8);
        Assert.Equal(kept.Count, Directory.GetDirectories(Path.Combine(_folders.Data, "store", "good")).Length);
        await using var database = await host.Platforms();
        var choice = await database.Packages.SingleAsync(row => row.Module == "good");
        Assert.Contains(kept, version => version.Key == choice.Package);
        Assert.Contains(kept, version => version.Key == choice.Previous);
        await host.Desk.RollBack("good", "test", CancellationToken.None);
        Assert.Equal(200, await host.Status("/c/jia/good"));
    }

    [Fact]
    public async Task When_the_house_closes_every_module_ends_its_work()
    {
        _folders.Deliver("good-1");
        AppContext.SetData("good:stopped", null);
        var host = await TestHost.Start(_folders);
        await host.Enable("good");
        await host.DisposeAsync();
        Assert.Equal(true, AppContext.GetData("good:stopped"));
    }
}
