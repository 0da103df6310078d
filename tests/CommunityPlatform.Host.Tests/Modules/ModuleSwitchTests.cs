using CommunityPlatform.Host.Modules;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>Enable, disable, replace, roll back while people are there.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ModuleSwitchTests(Browser browser) : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private static Task Replace(TestHost host, string? version = null) => host.Desk.Replace("good", version, "test", CancellationToken.None);

    [Fact, Trait("Engine", "SQLite")]
    public async Task Somebody_who_reads_the_platform_s_database_keeps_nobody_from_switching()
    {
        await using var host = await TestHost.With("good-1");
        await using var reader = new SqliteConnection($"Data Source={Path.Combine(host.Folders.Data, "platform.db")}");
        await reader.OpenAsync();
        await using var reading = reader.BeginTransaction(deferred: true);
        await using var command = reader.CreateCommand();
        (command.Transaction, command.CommandText) = (reading, "SELECT COUNT(*) FROM sqlite_master");
        Assert.NotEqual(0L, await command.ExecuteScalarAsync());
        await host.Enable("good");
        Assert.Equal(200, await host.Status("/c/jia/good"));
    }

    [Fact]
    public async Task Enablement_survives_a_restart()
    {
        _folders.Deliver("good-1");
        await using (var before = await TestHost.Start(_folders, communities: ["jia", "yi"]))
        {
            await before.Enable("good");
            await before.Enable("good", "yi");
            await before.Disable("good", "yi");
        }
        await using var after = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        Assert.Equal(200, await after.Status("/c/jia/good"));
        Assert.Equal(404, await after.Status("/c/yi/good"));
    }

    [Fact]
    public async Task Every_switch_stands_in_the_operators_log_and_in_the_communitys_books()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        await host.Disable("good");
        await Assert.ThrowsAsync<SwitchRefused>(() => host.Enable("nowhere"));
        await using var database = await host.Platforms();
        Assert.Equal(["enable jia/good done", "disable jia/good done", "enable jia/nowhere refused"],
            (await database.OperatorLog.OrderBy(line => line.Id).ToListAsync()).Select(line => $"{line.Act} {line.Subject} {line.Outcome}"));
        Assert.Equal(["EnableModule", "DisableModule"], await host.Books("jia", books => books.Audit.OrderBy(line => line.Id).Select(line => line.Act).ToListAsync()));
    }

    [Fact]
    public async Task An_open_page_of_a_disabled_module_says_so_and_comes_back()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        var page = await browser.Open(host.Address + "/c/jia/good");
        await host.Disable("good");
        await page.WaitForSelectorAsync("#door[data-verdict=NotAvailable]");
        await host.Enable("good");
        await page.WaitForSelectorAsync("#label:text('Good one')");
        await page.ClickAsync("#count");
        await page.WaitForSelectorAsync("#count:text('1')");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_open_page_of_a_replaced_module_shows_the_new_version_and_goes_back_on_roll_back()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        await host.Act("good", "AddNote", new { Text = "kept" });
        var page = await browser.Open(host.Address + "/c/jia/good");
        host.Deliver("good-2");
        await Replace(host);
        await page.WaitForSelectorAsync("#label:text('Good two')");
        Assert.Equal("1", await page.InnerTextAsync("#notes"));
        Assert.Equal("Good two", await host.Http.GetStringAsync("/c/jia/api/good/label"));
        Assert.True(await host.HasColumn("jia", "good_notes", "Mood"));

        await host.Desk.RollBack("good", "test", CancellationToken.None);
        await page.WaitForSelectorAsync("#label:text('Good one')");
        Assert.Equal("1", await page.InnerTextAsync("#notes"));
        Assert.False(await host.HasColumn("jia", "good_notes", "Mood"));
        Assert.False(await host.HasTable("jia", "good_colours"));
        Assert.True((await host.Act("good", "AddNote", new { Text = "after" })).Ok);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task While_an_author_works_a_new_build_stands_in_the_open_page_by_itself()
    {
        _folders.Deliver("good-1", "good");
        await using var host = await TestHost.Start(_folders, replaceOnBuild: true);
        await host.Enable("good");
        var page = await browser.Open(host.Address + "/c/jia/good");
        for (var build = 1; build <= 3; build++)
        {
            var before = Assert.Single(host.Board.Loaded).Package.Key;
            // A build of the same version: only the content tells it apart.
            await File.WriteAllTextAsync(Path.Combine(_folders.Packages, "good", "build.txt"), $"{build}");
            await Eventually.True(() => host.Board.Loaded is [var only] && only.Package.Key != before, $"build {build} is loaded", 40);
            await page.WaitForSelectorAsync("#label:text('Good one')");
        }
        _folders.Deliver("good-2", "good");
        await page.WaitForSelectorAsync("#label:text('Good two')", new() { Timeout = 40_000 });
        Assert.Empty(await Notices(host));
        await page.Context.CloseAsync();

        static async Task<List<string>> Notices(TestHost host)
        {
            await using var database = await host.Platforms();
            return await database.Notices.Select(notice => notice.Detail).ToListAsync();
        }
    }

    [Fact]
    public async Task Another_modules_page_keeps_what_was_typed()
    {
        await using var host = await TestHost.With("good-1", "lib-a");
        await host.Enable("good");
        await host.Enable("lib-a");
        var page = await browser.Open(host.Address + "/c/jia/lib-a");
        await page.FillAsync("#form", "half a form");
        await page.WaitForSelectorAsync("#typed:text('half a form')");
        await host.Disable("good");
        await host.Enable("good");
        host.Deliver("good-2");
        await Replace(host);
        await host.Desk.UnloadNow("good", "test", CancellationToken.None);
        Assert.Equal("half a form", await page.InputValueAsync("#form"));
        await page.PressAsync("#form", "End");
        await page.Keyboard.TypeAsync(" more");
        await page.WaitForSelectorAsync("#typed:text('half a form more')");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_opened_by_a_link_shows_the_version_of_the_moment()
    {
        await using var host = await TestHost.With("good-1", "lib-a");
        await host.Enable("good");
        await host.Enable("lib-a");
        var page = await browser.Open(host.Address + "/c/jia/lib-a");
        host.Deliver("good-2");
        await Replace(host);
        await page.ClickAsync("#to-good");
        await page.WaitForSelectorAsync("#label:text('Good two')");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_failed_migration_leaves_its_community_on_the_old_version_and_the_other_goes_on()
    {
        _folders.Deliver("good-1");
        await using (var host = await TestHost.Start(_folders, communities: ["jia", "yi"]))
        {
            await host.Enable("good");
            await host.Enable("good", "yi");
            await host.Act("good", "AddNote", new { Text = "note" }, "yi");
            await host.Sql("yi", "CREATE TABLE good_colours (Id INTEGER)");
            host.Deliver("good-2");
            await Replace(host);
            await Stand(host);
        }
        // And over a restart as well.
        await using (var again = await TestHost.Start(_folders, communities: ["jia", "yi"]))
        {
            await Stand(again);
            await again.Sql("yi", "DROP TABLE good_colours");
            await again.Enable("good", "yi");
            Assert.Contains("Good two", await again.Http.GetStringAsync("/c/yi/good"), StringComparison.Ordinal);
            Assert.Single(again.Board.Loaded);
        }

        static async Task Stand(TestHost host)
        {
            Assert.Contains("Good two", await host.Http.GetStringAsync("/c/jia/good"), StringComparison.Ordinal);
            Assert.Contains("Good one", await host.Http.GetStringAsync("/c/yi/good"), StringComparison.Ordinal);
            Assert.Equal("1", await host.Http.GetStringAsync("/c/yi/api/good/count"));
            // All or nothing: the step before the one that failed is not there either.
            Assert.False(await host.HasColumn("yi", "good_notes", "Mood"));
            await using var database = await host.Platforms();
            Assert.Contains(await database.Notices.ToListAsync(), notice => notice is { Community: "yi", Kind: "migration-failed" });
        }
    }

    [Fact]
    public async Task A_migration_that_fails_everywhere_leaves_everything_as_it_was()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        await host.Sql("jia", "CREATE TABLE good_colours (Id INTEGER)");
        host.Deliver("good-2");
        var refused = await Assert.ThrowsAsync<SwitchRefused>(() => Replace(host));
        Assert.Contains("everything stays on 1.0.0", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1.0.0", Assert.Single(host.Board.Loaded).Package.Version.ToString());
        Assert.Equal("Good one", await host.Http.GetStringAsync("/c/jia/api/good/label"));
        Assert.True((await host.Act("good", "AddNote", new { Text = "goes on" })).Ok);
    }

    [Fact]
    public async Task A_first_migration_that_throws_leaves_the_module_off_and_no_table()
    {
        AppContext.SetData("thrower", "migration");
        try
        {
            await using var host = await TestHost.With("thrower");
            var refused = await Assert.ThrowsAsync<SwitchRefused>(() => host.Enable("thrower"));
            Assert.Contains("nothing was changed", refused.Message, StringComparison.Ordinal);
            Assert.Equal(404, await host.Status("/c/jia/thrower"));
            Assert.False(await host.HasTable("jia", "thrower_rows"));
            AppContext.SetData("thrower", null);
            await host.Enable("thrower");
            Assert.Equal(200, await host.Status("/c/jia/thrower"));
        }
        finally
        {
            AppContext.SetData("thrower", null);
        }
    }

    [Fact]
    public async Task The_database_is_copied_aside_before_a_migration_of_what_a_module_keeps()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        var copies = Path.Combine(host.Folders.Data, "communities", "jia", "backups");
        // It kept nothing yet that could be lost.
        Assert.False(Directory.Exists(copies) && Directory.EnumerateFiles(copies).Any());
        host.Deliver("good-2");
        await Replace(host);
        Assert.Single(Directory.GetFiles(copies), file => file.Contains("before-good-2.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_request_fails_on_another_module_while_one_is_switched()
    {
        await using var host = await TestHost.With("good-1", "lib-a");
        await host.Enable("good");
        await host.Enable("lib-a");
        host.Deliver("good-2");
        using var over = new CancellationTokenSource();
        var (asked, failed) = (0, new System.Collections.Concurrent.ConcurrentBag<string>());
        var load = Enumerable.Range(0, 3).Select(async i =>
        {
            while (!over.IsCancellationRequested)
            {
                var path = i == 0 ? "/c/jia/lib-a" : i == 1 ? "/c/jia/api/lib-a/html" : "/c/jia/api/good/label";
                var status = await host.Status(path);
                Interlocked.Increment(ref asked);
                if (status != 200) failed.Add($"{path} {status}");
            }
        }).ToList();
        for (var i = 0; i < 6; i++) await Replace(host, i % 2 == 0 ? "2.0.0" : "1.0.0");
        await over.CancelAsync();
        await Task.WhenAll(load);
        Assert.Empty(failed);
        Assert.True(asked > 20);
    }
}
