namespace CommunityPlatform.Host.Kiosk;

/// <summary>Where a person's use of the kiosk stands.</summary>
internal enum KioskState
{
    /// <summary>Nobody has touched it since it was wiped.</summary>
    Fresh,
    /// <summary>Nobody for a while: it invites.</summary>
    Attract,
    /// <summary>Somebody is here.</summary>
    InUse,
    /// <summary>Somebody was here and may have left.</summary>
    Warning,
    /// <summary>Over; what is left is the wipe.</summary>
    Ended,
}

/// <summary>
/// 一次使用 · One person's use of the kiosk, from the first touch to the wipe (K8, K16). Knows only time and touches; whoever
/// owns it calls <see cref="Tick"/> about once a second.
/// </summary>
internal sealed class KioskSession(KioskTiming timing, TimeProvider clock, bool fresh)
{
    private long _since = clock.GetTimestamp();

    public KioskState State { get; private set; } = fresh ? KioskState.Fresh : KioskState.InUse;

    /// <summary>Seconds until the end, while the warning stands.</summary>
    public int SecondsLeft => State == KioskState.Warning ? Math.Max(0, (int)Math.Ceiling((timing.Warning - Passed).TotalSeconds)) : 0;

    private TimeSpan Passed => clock.GetElapsedTime(_since);

    /// <summary>A touch or key anywhere. True when the state changed.</summary>
    public bool Touch()
    {
        if (State == KioskState.Ended) return false;
        var changed = State != KioskState.InUse;
        Become(KioskState.InUse);
        return changed;
    }

    /// <summary>Lets time pass. True when the state changed.</summary>
    public bool Tick()
    {
        KioskState? next = State switch
        {
            KioskState.Fresh when Passed >= timing.Attract => KioskState.Attract,
            KioskState.InUse when Passed >= timing.Idle => KioskState.Warning,
            // Counted from when the warning was shown, so that a late tick never ends a use unwarned.
            KioskState.Warning when Passed >= timing.Warning => KioskState.Ended,
            _ => null,
        };
        if (next is not { } state) return false;
        Become(state);
        return true;
    }

    public void End() => Become(KioskState.Ended);

    private void Become(KioskState state)
    {
        State = state;
        _since = clock.GetTimestamp();
    }
}
