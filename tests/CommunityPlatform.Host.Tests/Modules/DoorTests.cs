using CommunityPlatform.Host;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>Five doors, each shut where the module is off and where the person may not.</summary>
[Collection(ModulesCollection.Name)]
public sealed class DoorTests : IAsyncLifetime
{
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("good-1", "lib-a");
        await _host.AddCommunity("yi");
        await _host.Enable("good");
        await _host.Enable("lib-a");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/c/{0}/good")]
    [InlineData("/k/{0}/good/kiosk")]
    [InlineData("/c/{0}/api/good/label")]
    [InlineData("/c/{0}/api/good/count")]
    public async Task Page_and_endpoint_answer_only_where_the_module_is_on(string path)
    {
        var (here, elsewhere) = (path.Replace("{0}", "jia", StringComparison.Ordinal), path.Replace("{0}", "yi", StringComparison.Ordinal));
        Assert.Equal(200, await _host.Status(here));
        Assert.Equal(404, await _host.Status(elsewhere));
        await _host.Disable("good");
        Assert.Equal(404, await _host.Status(here));
        await _host.Enable("good");
        Assert.Equal(200, await _host.Status(here));
    }

    [Fact]
    public async Task A_page_that_is_off_looks_like_one_that_never_was()
    {
        await _host.Disable("good");
        var off = await (await _host.Http.GetAsync("/c/jia/good")).Content.ReadAsStringAsync();
        Assert.Contains("data-verdict=\"NotAvailable\"", off, StringComparison.Ordinal);
        Assert.DoesNotContain("Good one", off, StringComparison.Ordinal);
        Assert.Equal(await _host.Status("/c/jia/never-was"), await _host.Status("/c/jia/good"));
    }

    [Fact]
    public async Task A_use_case_is_not_available_where_the_module_is_off()
    {
        Assert.True((await _host.Act("good", "CountNotes")).Ok);
        await _host.Disable("good");
        Assert.Equal("NotAvailable", (await _host.Act("good", "CountNotes")).Refusal);
    }

    [Fact]
    public async Task A_reaction_waits_while_the_module_is_off_and_runs_once_when_it_is_on_again()
    {
        await _host.Disable("good");
        await _host.Act("lib-a", "Render", new { Text = "hello" });
        await _host.Get<OutboxDelivery>().Deliver("jia", CancellationToken.None);
        Assert.Equal(0L, await _host.Sql("jia", "SELECT COUNT(*) FROM good_heard"));
        await _host.Enable("good");
        await Eventually.True(async () => (long)(await _host.Sql("jia", "SELECT COUNT(*) FROM good_heard"))! == 1, "the waiting fact came");
        await _host.Get<OutboxDelivery>().Deliver("jia", CancellationToken.None);
        Assert.Equal(1L, await _host.Sql("jia", "SELECT COUNT(*) FROM good_heard"));
    }

    [Fact]
    public async Task Navigation_and_tiles_are_those_of_enabled_modules()
    {
        string[] Links(string community) => [.. _host.Board.Enabled(community).SelectMany(module => module.Package.Manifest!.Navigation.Select(entry => entry.Href).Concat(module.Package.Manifest.Tiles.Select(tile => tile.Href)))];
        Assert.Equal(["/good", "/good/kiosk", "/lib-a"], Links("jia"));
        Assert.Empty(Links("yi"));
        await _host.Disable("good");
        Assert.Equal(["/lib-a"], Links("jia"));
    }

    [Fact]
    public async Task Who_may_not_is_turned_away_at_page_and_endpoint()
    {
        Assert.Equal(302, await _host.Status("/c/jia/good/secret"));
        Assert.Equal(403, await _host.Status("/c/jia/api/good/secret"));
        using var guest = _host.Client(await _host.Person("guest", "visitor"));
        Assert.Equal(403, (int)(await guest.GetAsync("/c/jia/good/secret")).StatusCode);
        Assert.Equal(403, (int)(await guest.GetAsync("/c/jia/api/good/secret")).StatusCode);
        using var worker = _host.Client(await _host.Person("worker", "worker"));
        Assert.Contains("Secret", await worker.GetStringAsync("/c/jia/good/secret"), StringComparison.Ordinal);
        Assert.Equal("secret", await worker.GetStringAsync("/c/jia/api/good/secret"));
        await _host.Enable("good", "yi");
        Assert.Equal(403, (int)(await worker.GetAsync("/c/yi/good/secret")).StatusCode);
    }

    [Fact]
    public async Task An_endpoint_that_names_no_permission_answers_nobody()
    {
        using var worker = _host.Client(await _host.Person("worker", "worker"));
        Assert.Equal(403, (int)(await worker.GetAsync("/c/jia/api/good/nobody")).StatusCode);
        Assert.Equal(404, await _host.Status("/api/good/label"));
    }
}
