using CommunityPlatform.Host.Kiosk;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CommunityPlatform.Host.Tests.Kiosk;

public sealed class KioskSessionTests
{
    private readonly HandClock _clock = new();
    private readonly KioskTiming _timing = new();

    [Fact]
    public void Warns_after_ninety_seconds_and_ends_after_thirty_more()
    {
        var session = InUse();
        Assert.False(After(session, 89));
        Assert.True(After(session, 1));
        Assert.Equal((KioskState.Warning, 30), (session.State, session.SecondsLeft));
        Assert.False(After(session, 29));
        Assert.Equal(1, session.SecondsLeft);
        Assert.True(After(session, 1));
        Assert.Equal(KioskState.Ended, session.State);
    }

    [Fact]
    public void A_touch_begins_the_ninety_seconds_again()
    {
        var session = InUse();
        After(session, 89);
        Assert.False(session.Touch());
        Assert.False(After(session, 89));
        Assert.Equal(KioskState.InUse, session.State);
    }

    [Fact]
    public void One_tap_extends_as_often_as_one_likes()
    {
        var session = InUse();
        for (var i = 0; i < 25; i++)
        {
            After(session, 90);
            After(session, 29);
            Assert.Equal(KioskState.Warning, session.State);
            Assert.True(session.Touch());
            Assert.Equal(KioskState.InUse, session.State);
        }
    }

    [Fact]
    public void A_late_tick_still_warns_for_the_whole_time()
    {
        var session = InUse();
        After(session, 500);
        Assert.Equal((KioskState.Warning, 30), (session.State, session.SecondsLeft));
    }

    [Fact]
    public void What_has_ended_stays_ended()
    {
        var session = InUse();
        session.End();
        Assert.False(session.Touch());
        Assert.False(After(session, 1000));
        Assert.Equal(KioskState.Ended, session.State);
    }

    [Fact]
    public void A_wiped_kiosk_invites_within_a_minute_and_never_warns()
    {
        var session = new KioskSession(_timing, _clock, fresh: true);
        After(session, 60);
        Assert.Equal(KioskState.Attract, session.State);
        Assert.False(After(session, 100_000));
        Assert.True(session.Touch());
        Assert.Equal(KioskState.InUse, session.State);
    }

    [Fact]
    public void Times_can_be_set_within_bounds()
    {
        var timing = KioskTiming.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Platform:Kiosk:IdleSeconds"] = "4",
            ["Platform:Kiosk:WarningSeconds"] = "0",
            ["Platform:Kiosk:AttractSeconds"] = "600",
        }).Build());
        Assert.Equal((4, 1, 60), (timing.Idle.TotalSeconds, timing.Warning.TotalSeconds, timing.Attract.TotalSeconds));
    }

    private KioskSession InUse() => new(_timing, _clock, fresh: false);

    private bool After(KioskSession session, double seconds)
    {
        _clock.Pass(seconds);
        return session.Tick();
    }
}
