namespace CommunityPlatform.Host.Admin;

/// <summary>
/// Which switch or replacement somebody is making just now. The desk takes acts one after the other; this tells a second
/// person in words what the first is doing, instead of letting her act on a page that is no longer true.
/// </summary>
internal sealed class ActsUnderWay
{
    private readonly Lock _lock = new();
    private readonly List<UnderWay> _all = [];

    /// <summary>An act under way; no community means the package itself, everywhere.</summary>
    internal sealed record UnderWay(string Module, string? Community, string By);

    /// <summary>Raised when an act begins or ends.</summary>
    public event Action? Changed;

    /// <summary>Begins an act, or says which one stands in the way.</summary>
    public IDisposable? Begin(string module, string? community, string by, out UnderWay? other)
    {
        UnderWay act;
        lock (_lock)
        {
            other = Meeting(module, community);
            if (other is not null) return null;
            _all.Add(act = new(module, community, by));
        }
        Changed?.Invoke();
        return new End(this, act);
    }

    /// <summary>Who is at work on a module in a community, or on its package.</summary>
    public string? By(string module, string? community)
    {
        lock (_lock) return Meeting(module, community)?.By;
    }

    private UnderWay? Meeting(string module, string? community) =>
        _all.Find(act => act.Module == module && (act.Community is null || community is null || act.Community == community));

    private sealed class End(ActsUnderWay acts, UnderWay act) : IDisposable
    {
        public void Dispose()
        {
            lock (acts._lock) acts._all.RemoveAll(one => ReferenceEquals(one, act));
            acts.Changed?.Invoke();
        }
    }
}
