using CommunityPlatform.Host;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>A fact reaches each reaction once, however often it takes.</summary>
[Collection(ModulesCollection.Name)]
public sealed class OutboxTests : IAsyncLifetime
{
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("good-1", "lib-a");
        await _host.Enable("good");
        await _host.Enable("lib-a");
    }

    public Task DisposeAsync()
    {
        AppContext.SetData("good:reaction", null);
        return _host.DisposeAsync().AsTask();
    }

    private async Task<int> Heard() => (int)(await _host.Act("good", "CountHeard")).Value!;

    private Task Say(string text = "hello") => _host.Act("lib-a", "Render", new { Text = text });

    private Task Deliver() => _host.Get<OutboxDelivery>().Deliver("jia", CancellationToken.None);

    [Fact]
    public async Task A_fact_is_applied_exactly_once()
    {
        await Say();
        await Eventually.True(async () => await Heard() == 1, "the reaction ran");
        await Deliver();
        await Task.WhenAll(Deliver(), Deliver());
        Assert.Equal(1, await Heard());
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("time-out")]
    public async Task A_reaction_that_fails_first_saves_nothing_and_gets_the_fact_again(string how)
    {
        AppContext.SetData("good:reaction", how);
        await Say();
        await Eventually.True(() => _host.Faults.Recent.Any(fault => fault.Module == "good" && fault.Where == "WhenRenderedKeep"), "the reaction's fault is reported");
        Assert.Equal(0, await Heard());
        AppContext.SetData("good:reaction", null);
        await Eventually.True(async () =>
        {
            await Deliver();
            return await Heard() == 1;
        }, "the fact came again", 30);
        await Deliver();
        Assert.Equal(1, await Heard());
        // And the delivery itself still lives.
        await Say();
        await Eventually.True(async () => await Heard() == 2, "the next fact is delivered by itself");
    }

    [Fact]
    public async Task A_fact_sent_before_the_module_was_ever_on_is_not_for_it()
    {
        await _host.AddCommunity("yi");
        await _host.Enable("lib-a", "yi");
        await _host.Act("lib-a", "Render", new { Text = "too early" }, "yi");
        await Task.Delay(20);
        await _host.Enable("good", "yi");
        await _host.Get<OutboxDelivery>().Deliver("yi", CancellationToken.None);
        Assert.Equal(0, (await _host.Act("good", "CountHeard", community: "yi")).Value);
    }

    [Fact]
    public async Task More_facts_than_fit_one_turn_are_all_delivered()
    {
        await _host.Disable("good");
        for (var i = 0; i < 120; i++) await Say($"fact {i}");
        await _host.Enable("good");
        await Eventually.True(async () => await Heard() == 120, "all facts came", 40);
    }

    [Fact]
    public async Task Facts_older_than_their_time_are_taken_out_and_younger_ones_stay()
    {
        await Say("old");
        await Eventually.True(async () => await Heard() == 1, "heard");
        await _host.Sql("jia", "UPDATE host_outbox SET \"At\" = '2020-01-01 00:00:00'");
        await Say("young");
        await Eventually.True(async () => await Heard() == 2, "heard as well");
        var before = await _host.Books("jia", books => books.Outbox.CountAsync());
        var gone = await _host.Get<OutboxUpkeep>().Trim("jia", CancellationToken.None);
        Assert.True(gone > 0);
        Assert.Equal(before - gone, await _host.Books("jia", books => books.Outbox.CountAsync()));
        Assert.Equal(1, await _host.Books("jia", books => books.Applied.CountAsync()));
        await Deliver();
        Assert.Equal(2, await Heard());
    }

    [Fact]
    public async Task A_reaction_that_a_new_version_brings_hears_from_then_on()
    {
        await Say("before");
        await Eventually.True(async () => await Heard() == 1, "version one heard");
        _host.Deliver("good-2");
        await _host.Desk.Replace("good", null, "test", CancellationToken.None);
        await Say("after");
        await Eventually.True(async () => await Heard() == 3, "both reactions of version two heard");
        await Deliver();
        Assert.Equal(3, await Heard());
    }
}
