using System.Collections.Immutable;

namespace CommunityPlatform.Host.Kiosk;

/// <summary>呼叫 · Somebody at the kiosk asks for staff. Holds nothing about the person .</summary>
internal sealed record KioskCall(Guid Id, string Community, DateTime At);

/// <summary>The open calls of all kiosks, in memory only. A call nobody answers is dropped after half an hour.</summary>
internal sealed class KioskCalls(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);
    private readonly Lock _lock = new();
    private ImmutableList<KioskCall> _open = [];

    /// <summary>Raised with the community whose calls changed, on the changer's thread.</summary>
    public event Action<string>? Changed;

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
        Changed?.Invoke(community);
        return call;
    }

    /// <summary>Staff has seen it, or the person has taken it back. False when it was no longer open.</summary>
    public bool Answer(string community, Guid id)
    {
        lock (_lock)
        {
            var left = _open.RemoveAll(call => call.Id == id && call.Community == community);
            if (left.Count == _open.Count) return false;
            _open = left;
        }
        Changed?.Invoke(community);
        return true;
    }
}
