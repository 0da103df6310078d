using CommunityPlatform.Bench;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Kiosk;
using CommunityPlatform.Host.News;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Hosts;

/// <summary>Two hosts with folders of their own on one PostgreSQL: what one does, the other follows.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "Own")]
public sealed class TwoHostsTests : IAsyncLifetime
{
    private readonly TestFolders _first = new();
    private readonly TestFolders _second = new();
    private TestHost _a = default!;
    private TestHost _b = default!;

    public async Task InitializeAsync()
    {
        // Only the first host is given packages; the second finds them in the database.
        _first.Deliver("good-1");
        _first.Deliver("lib-a");
        _a = await TestHost.Start(_first, kind: DatabaseKind.PostgreSQL);
        _b = await TestHost.Start(_second, arguments: await _first.Database(DatabaseKind.PostgreSQL));
    }

    public async Task DisposeAsync()
    {
        await _b.DisposeAsync();
        await _a.DisposeAsync();
        _second.Dispose();
        _first.Dispose();
    }

    private Task OnBoth(string path, int status) => Eventually.True(async () => await _a.Status(path) == status && await _b.Status(path) == status, $"both answer {status} at {path}");

    [Fact]
    public async Task A_switch_on_one_opens_and_closes_the_door_on_the_other()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        await _b.Disable("good");
        await OnBoth("/c/jia/good", 404);
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
    }

    [Fact]
    public async Task An_act_is_refused_as_soon_as_the_switch_is_written_even_before_the_news_has_come()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        var ask = _b.Ask("good", "AddNote", new { Text = "late" });
        await using (var database = await _a.Platforms())
        {
            // Written past the news: the other host cannot have heard of it.
            await database.Enablements.ExecuteUpdateAsync(row => row.SetProperty(one => one.On, false));
        }
        Assert.Equal("NotAvailable", (await _b.Start(ask)).Refusal);
        Assert.Empty(_b.Faults.Recent);
    }

    [Fact]
    public async Task A_new_version_comes_to_both_with_its_files_and_its_data()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        Assert.True((await _b.Act("good", "AddNote", new { Text = "on the old one" })).Ok);
        _a.Deliver("good-2");
        await _a.Desk.Replace("good", null, "test", CancellationToken.None);
        await Eventually.True(async () => await _b.Http.GetStringAsync("/c/jia/api/good/label") == "Good two", "the other host runs the new version");
        Assert.Equal("1", await _b.Http.GetStringAsync("/c/jia/api/good/count"));
        Assert.Single(_b.Board.Loaded, module => module.Id == "good");
        await _b.Desk.RollBack("good", "test", CancellationToken.None);
        await Eventually.True(async () => await _a.Http.GetStringAsync("/c/jia/api/good/label") == "Good one", "the first host went back with it");
        Assert.Equal("1", await _a.Http.GetStringAsync("/c/jia/api/good/count"));
    }

    [Fact]
    public async Task A_module_taken_out_on_one_leaves_the_other_too()
    {
        await _a.Desk.UnloadNow("lib-a", "test", CancellationToken.None);
        await Eventually.True(() => _b.Board.Loaded.All(module => module.Id != "lib-a"), "the other host took it out");
        await _b.Desk.LoadNow("lib-a", null, "test", CancellationToken.None);
        await Eventually.True(() => _a.Board.Loaded.Any(module => module.Id == "lib-a"), "the first host loaded it again");
    }

    [Fact]
    public async Task News_arrive_after_the_line_was_cut_and_so_do_those_of_the_meantime()
    {
        await Eventually.True(() => _b.Get<NewsWire>().Line != 0, "the second host listens");
        var line = _b.Get<NewsWire>().Line;
        await using (var database = await _a.Platforms())
        {
            // In one breath: cut, and switched while nobody listens there.
            await database.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend({line})");
        }
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        await Eventually.True(() => _b.Get<NewsWire>().Line is not 0 and var now && now != line, "the line was taken up again");
        await _a.Disable("good");
        await OnBoth("/c/jia/good", 404);
    }

    [Fact]
    public async Task A_right_taken_on_one_is_gone_on_the_other()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        var cookie = await _a.Person("wang", Roles.CommunityAdmin);
        // Signed in on one host and understood by the other: they share the keys.
        using var client = _b.Client(cookie);
        var may = await _b.Get<Grants>().Of((await Account("wang")).Id, "jia");
        Assert.Contains(Roles.CommunityAdmin, may.Roles);
        Assert.NotEqual(302, (int)(await client.GetAsync("/c/jia/")).StatusCode);
        await using (var database = await _a.Platforms())
        {
            database.Memberships.RemoveRange(await database.Memberships.ToListAsync());
            await database.SaveChangesAsync();
        }
        var account = (await Account("wang")).Id;
        await Eventually.True(async () => (await _b.Get<Grants>().Of(account, "jia")).Roles.Count == 0, "the second host forgot the role");
    }

    private async Task<Account> Account(string name)
    {
        await using var database = await _a.Platforms();
        return await database.Users.SingleAsync(row => row.UserName == name);
    }

    [Fact]
    public async Task An_open_page_lives_on_when_the_other_host_dies_and_whoever_was_there_is_let_in_here()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        var third = new TestFolders();
        var dying = await TestHost.Start(third, arguments: await _first.Database(DatabaseKind.PostgreSQL));
        try
        {
            var cookie = await dying.Person("wang", Roles.CommunityAdmin);
            using var here = _a.Client(cookie);
            await using var open = await Circuit.Open(here, cookie, _a.Address + "/c/jia/", "good");
            using (var there = dying.Client(cookie))
            await using (var lost = await Circuit.Open(there, cookie, dying.Address + "/c/jia/", "good"))
            {
                // The lines of the dying host to the database are cut with it.
                await dying.DisposeAsync();
                await Eventually.True(() => lost.Fault is not null, "the page of the dead host was told");
            }
            await open.Go("settings/modules");
            await open.Go("good");
            Assert.Null(open.Fault);
            // What the proxy does now: the same browser with the same cookie comes to a host that lives.
            await using var again = await Circuit.Open(here, cookie, _a.Address + "/c/jia/", "good");
            Assert.Null(again.Fault);
        }
        finally
        {
            third.Dispose();
        }
    }

    [Fact]
    public void What_one_has_protected_the_other_can_read()
    {
        var secret = _a.Get<IDataProtectionProvider>().CreateProtector("test").Protect("between us");
        Assert.Equal("between us", _b.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
    }

    [Fact]
    public async Task A_call_at_one_kiosk_is_seen_and_answered_on_the_other_host()
    {
        var call = _a.Get<KioskCalls>().Raise("jia");
        await Eventually.True(() => _b.Get<KioskCalls>().Open("jia").Any(open => open.Id == call.Id), "the other host sees the call");
        Assert.True(_b.Get<KioskCalls>().Answer("jia", call.Id));
        await Eventually.True(() => _a.Get<KioskCalls>().Open("jia").Count == 0, "the first host sees that it was answered");
    }

    [Fact]
    public async Task A_community_founded_on_one_stands_on_the_other()
    {
        Assert.True((await _a.Get<CommunityMaker>().Create("bing", "丙社区", null, "test", CancellationToken.None)).Ok);
        await Eventually.True(() => _b.Get<CommunityDirectory>().Find("bing") is not null, "the other host knows the community");
        await _b.Enable("good", "bing");
        await OnBoth("/c/bing/good", 200);
    }

    [Fact]
    public async Task Writers_on_both_hosts_at_once_lose_nothing()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? _a : _b).Act("good", "CountOneMore")));
        Assert.Equal(Enumerable.Range(1, 40), answers.Select(answer => (int)answer.Value!).Order());
    }

    [Fact]
    public async Task A_fact_is_applied_once_whoever_delivers_it()
    {
        await _a.Enable("good");
        await _a.Enable("lib-a");
        await OnBoth("/c/jia/good", 200);
        await Eventually.True(() => _b.Board.For("jia", "lib-a") is not null, "the second host has the sender");
        for (var i = 0; i < 10; i++) await (i % 2 == 0 ? _a : _b).Act("lib-a", "Render", new { Text = $"fact {i}" });
        await Task.WhenAll(_a.Get<OutboxDelivery>().Deliver("jia", default), _b.Get<OutboxDelivery>().Deliver("jia", default));
        await Eventually.True(async () => (int)(await _a.Act("good", "CountHeard")).Value! >= 10, "all were heard");
        Assert.Equal(10, (await _b.Act("good", "CountHeard")).Value);
        Assert.Empty(_a.Faults.Recent.Concat(_b.Faults.Recent));
    }

    [Fact]
    public async Task Nobody_writes_on_either_host_while_one_has_the_community_alone()
    {
        await _a.Enable("good");
        await OnBoth("/c/jia/good", 200);
        Task<Answer> waiting;
        await using (await _a.Get<DatabaseEngine>().Alone("jia", CancellationToken.None))
        {
            waiting = _b.Act("good", "AddNote", new { Text = "waits" });
            await Task.Delay(400);
            Assert.False(waiting.IsCompleted);
            // A reader waits for nobody.
            Assert.Equal(0, (await _b.Act("good", "CountNotes")).Value);
        }
        Assert.True((await waiting).Ok);
    }
}
