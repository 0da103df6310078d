using System.Collections.Immutable;

namespace CommunityPlatform.Host.Kiosk;

/// <summary>呼叫 · Somebody at the kiosk asks for staff. Holds nothing about the person .</summary>
internal sealed record KioskCall(Guid Id, string Community, DateTime At);

/// <summary>The open calls of all kiosks, in memory; where several hosts serve, <see cref="SharedCalls"/> tells them of each other's. A call nobody answers is dropped after half an hour.</summary>
internal sealed class KioskCalls(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private readonly Lock _lock = new();
    private ImmutableList<KioskCall> _open = [];

    /// <summary>Raised with the community whose calls changed, on the changer's thread.</summary>
    public event Action<string>? Changed;

    /// <summary>Raised with a call that came here, or that was answered here, for those who tell other hosts.</summary>
    public event Action<KioskCall, bool>? Happened;

    /// <summary>The community's open calls, the oldest first.</summary>
    public IReadOnlyList<KioskCall> Open(string community)
    {
        var since = clock.GetUtcNow().UtcDateTime - Kept;
        lock (_lock) return [.. _open.Where(call => call.Community == community && call.At > since)];
    }

    public KioskCall Raise(string community)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var call = new KioskCall(Guid.CreateVersion7(), community, now);
        lock (_lock) _open = _open.RemoveAll(old => old.At <= now - Kept).Add(call);
        Happened?.Invoke(call, true);
        Changed?.Invoke(community);
        return call;
    }

    /// <summary>Staff has seen it, or the person has taken it back. False when it was no longer open.</summary>
    public bool Answer(string community, Guid id)
    {
        KioskCall? answered;
        lock (_lock)
        {
            answered = _open.Find(call => call.Id == id && call.Community == community);
            if (answered is null) return false;
            _open = _open.Remove(answered);
        }
        Happened?.Invoke(answered, false);
        Changed?.Invoke(community);
        return true;
    }

    /// <summary>Takes over what is open in the whole house.</summary>
    public void Follow(IReadOnlyList<KioskCall> open)
    {
        List<string> changed;
        lock (_lock)
        {
            changed = [.. _open.Except(open).Concat(open.Except(_open)).Select(call => call.Community).Distinct(StringComparer.Ordinal)];
            _open = [.. open];
        }
        foreach (var community in changed) Changed?.Invoke(community);
    }
}
