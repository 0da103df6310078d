using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>A module that fails is reported under its own name, and every other page stays.</summary>
[Collection(ModulesCollection.Name)]
public sealed class FaultTests(Browser browser) : IAsyncLifetime
{
    private readonly TestFolders _folders = new();
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _folders.Deliver("thrower");
        _folders.Deliver("lib-a");
        _host = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        foreach (var community in new[] { "jia", "yi" })
        {
            await _host.Enable("thrower", community);
            await _host.Enable("lib-a", community);
        }
    }

    public async Task DisposeAsync()
    {
        AppContext.SetData("thrower", null);
        await _host.DisposeAsync();
        _folders.Dispose();
    }

    private async Task Reported(string what)
    {
        await Eventually.True(() => _host.Faults.Recent.Any(fault => fault.Module == "thrower" && fault.What.Contains(what, StringComparison.Ordinal)), $"'{what}' is reported under the thrower");
        Assert.All(_host.Faults.Recent, fault => Assert.Equal("thrower", fault.Module));
        await OthersStand();
    }

    private async Task OthersStand()
    {
        Assert.Equal(200, await _host.Status("/c/jia/lib-a"));
        Assert.Equal(200, await _host.Status("/c/jia/api/lib-a/html"));
        Assert.Equal(200, await _host.Status("/health/live"));
    }

    [Theory]
    [InlineData("injection", "asks for Missing")]
    [InlineData("constructor", "thrown in component constructor")]
    [InlineData("init", "thrown in init")]
    [InlineData("render", "thrown in render")]
    public async Task A_page_that_throws_shows_a_card_in_its_place(string page, string what)
    {
        var answer = await _host.Http.GetAsync("/c/jia/thrower/" + page);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Contains("这里出了点问题", System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        await Reported(what);
        Assert.Equal(200, await _host.Status("/c/jia/thrower"));
    }

    [Fact]
    public async Task A_click_that_throws_shows_the_card_and_the_circuit_goes_on()
    {
        var page = await browser.Open(_host.Address + "/c/jia/thrower/click");
        await page.ClickAsync("#throw");
        await page.WaitForSelectorAsync("text=这里出了点问题");
        await Reported("thrown in click");
        await page.ClickAsync("text=再试一次");
        await page.WaitForSelectorAsync("#label:text('Click')");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("#async-void", "thrown in async void")]
    [InlineData("#dispose", "thrown in component dispose")]
    public async Task What_the_framework_lets_end_the_circuit_is_reported_and_the_tab_comes_back(string button, string what)
    {
        var page = await browser.Open(_host.Address + "/c/jia/thrower/click");
        await page.ClickAsync(button);
        if (button == "#dispose")
        {
            await page.WaitForSelectorAsync("#shown");
            await page.ClickAsync(button);
        }
        await Reported(what);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_endpoint_that_throws_answers_500_alone()
    {
        Assert.Equal(500, await _host.Status("/c/jia/api/thrower/endpoint"));
        await Reported("thrown in endpoint");
        Assert.Equal(200, await _host.Status("/c/jia/api/thrower/ok"));
    }

    [Fact]
    public async Task A_use_case_that_throws_is_refused_as_failed()
    {
        Assert.Equal("Failed", await _host.Http.GetStringAsync("/c/jia/api/thrower/use-case"));
        await Reported("thrown in use case");
    }

    [Theory]
    [InlineData("thread")]
    [InlineData("timer")]
    [InlineData("async-void")]
    public async Task What_nobody_can_catch_is_reported_and_the_process_lives(string path)
    {
        Assert.Equal(200, await _host.Status("/c/jia/api/thrower/" + path));
        await Reported("thrown in " + path.Replace('-', ' '));
    }

    [Theory]
    [InlineData("background")]
    [InlineData("background-later")]
    public async Task Background_work_that_throws_is_reported(string place)
    {
        await _host.Desk.UnloadNow("thrower", "test", CancellationToken.None);
        AppContext.SetData("thrower", place);
        await _host.Desk.LoadNow("thrower", null, "test", CancellationToken.None);
        await Reported("thrown in " + place);
        Assert.Equal(200, await _host.Status("/c/jia/thrower"));
    }

    [Theory]
    [InlineData("dispose")]
    [InlineData("scope-dispose")]
    [InlineData("stop")]
    public async Task A_module_that_throws_on_its_way_out_leaves_all_the_same(string place)
    {
        Assert.Equal(200, await _host.Status("/c/jia/api/thrower/held"));
        var page = await browser.Open(_host.Address + "/c/jia/thrower/click");
        AppContext.SetData("thrower", place);
        await _host.Desk.UnloadNow("thrower", "test", CancellationToken.None);
        await Reported("thrown in " + place);
        await page.WaitForSelectorAsync("#door");
        await Eventually.True(async () =>
        {
            await _host.Departures.Collect(1, CancellationToken.None);
            return _host.Departures.Alive().Count == 0;
        }, "its memory came back");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Background_work_that_does_not_listen_cannot_hold_the_unload()
    {
        await _host.Desk.UnloadNow("thrower", "test", CancellationToken.None);
        AppContext.SetData("thrower", "deaf");
        await _host.Desk.LoadNow("thrower", null, "test", CancellationToken.None);
        await _host.Desk.UnloadNow("thrower", "test", CancellationToken.None);
        Assert.Single(_host.Departures.Alive());
        await OthersStand();
        await Eventually.True(async () =>
        {
            await _host.Departures.Collect(1, CancellationToken.None);
            return _host.Departures.Alive().Count == 0;
        }, "it goes when its work ends", 60);
    }

    [Fact]
    public async Task After_its_last_fault_a_module_is_off_in_that_community_only_and_the_operator_is_told()
    {
        await _host.DisposeAsync();
        _host = await TestHost.Start(_folders, faultLimit: 3, communities: ["jia", "yi"]);
        for (var i = 0; i < 3; i++) await _host.Status("/c/jia/api/thrower/endpoint");
        await Eventually.True(async () => await _host.Status("/c/jia/thrower") == 404, "the thrower is off in jia");
        Assert.Equal(200, await _host.Status("/c/yi/thrower"));
        await using (var database = await _host.Platforms())
        {
            var notice = Assert.Single(await database.Notices.ToListAsync());
            Assert.Equal(("thrower", "jia", "switched-off"), (notice.Module, notice.Community, notice.Kind));
            Assert.Contains("endpoint", notice.Detail, StringComparison.Ordinal);
        }
        await OthersStand();
        await _host.Enable("thrower");
        await _host.Status("/c/jia/api/thrower/endpoint");
        await Task.Delay(200);
        Assert.Equal(200, await _host.Status("/c/jia/thrower"));
    }

    [Fact]
    public async Task Faults_of_no_community_switch_the_module_off_everywhere()
    {
        await _host.DisposeAsync();
        _host = await TestHost.Start(_folders, faultLimit: 3, communities: ["jia", "yi"]);
        for (var i = 0; i < 3; i++) await _host.Status("/c/jia/api/thrower/thread");
        await Eventually.True(async () => await _host.Status("/c/jia/thrower") == 404 && await _host.Status("/c/yi/thrower") == 404, "the thrower is off in both");
        await OthersStand();
        await _host.Enable("thrower");
        await _host.Status("/c/jia/api/thrower/thread");
        await Task.Delay(200);
        Assert.Equal(200, await _host.Status("/c/jia/thrower"));
    }
}
