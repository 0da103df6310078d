using CommunityPlatform.Host.Kiosk;
using Xunit;

namespace CommunityPlatform.Host.Tests.Kiosk;

public sealed class KioskCallsTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void A_call_is_open_in_its_own_community_until_it_is_answered()
    {
        var calls = new KioskCalls(_clock);
        var told = new List<string>();
        calls.Changed += told.Add;
        var call = calls.Raise("jia");
        Assert.Equal(call, Assert.Single(calls.Open("jia")));
        Assert.Empty(calls.Open("yi"));
        Assert.False(calls.Answer("yi", call.Id));
        Assert.True(calls.Answer("jia", call.Id));
        Assert.False(calls.Answer("jia", call.Id));
        Assert.Empty(calls.Open("jia"));
        Assert.Equal(["jia", "jia"], told);
    }

    [Fact]
    public void A_call_nobody_answers_is_dropped_after_half_an_hour()
    {
        var calls = new KioskCalls(_clock);
        calls.Raise("jia");
        _clock.Pass(30 * 60);
        Assert.Empty(calls.Open("jia"));
    }
}
