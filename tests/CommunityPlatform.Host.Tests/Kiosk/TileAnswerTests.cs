using CommunityPlatform.Host.Kiosk;
using Xunit;

namespace CommunityPlatform.Host.Tests.Kiosk;

public sealed class TileAnswerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Takes_the_line_of_a_tile_that_answers() =>
        Assert.Equal(new TileAnswer("4", false, null), await TileAnswer.Of(_ => Task.FromResult<string?>("4"), Second, _clock, default));

    [Fact]
    public async Task A_fault_is_told_and_leaves_no_line()
    {
        var fault = new InvalidOperationException();
        Assert.Equal(new TileAnswer(null, false, fault), await TileAnswer.Of(_ => throw fault, Second, _clock, default));
    }

    [Fact]
    public async Task A_tile_that_gives_up_by_itself_is_a_fault()
    {
        var answer = await TileAnswer.Of(_ => throw new OperationCanceledException(), Second, _clock, default);
        Assert.IsType<OperationCanceledException>(answer.Fault);
    }

    [Fact]
    public async Task A_tile_that_never_answers_is_late_after_a_second()
    {
        var asked = TileAnswer.Of(_ => new TaskCompletionSource<string?>().Task, Second, _clock, default);
        _clock.Pass(0.9);
        Assert.False(asked.IsCompleted);
        _clock.Pass(0.2);
        Assert.Equal(new TileAnswer(null, true, null), await asked);
    }

    [Fact]
    public async Task A_tile_that_blocks_its_thread_is_late_too()
    {
        using var blocked = new ManualResetEventSlim();
        var asked = TileAnswer.Of(_ => { blocked.Wait(TimeSpan.FromSeconds(20)); return Task.FromResult<string?>("late"); }, Second, _clock, default);
        _clock.Pass(1.1);
        Assert.True((await asked).Late);
        blocked.Set();
    }

    [Fact]
    public async Task Leaving_the_page_stops_the_asking()
    {
        using var left = new CancellationTokenSource();
        var asked = TileAnswer.Of(_ => new TaskCompletionSource<string?>().Task, Second, _clock, left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }
}
