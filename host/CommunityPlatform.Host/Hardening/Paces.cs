using System.Threading.RateLimiting;

namespace CommunityPlatform.Host.Hardening;

/// <summary>快慢 · Keeps acts that come over a circuit, where no HTTP request could be counted, from coming too often.</summary>
internal sealed class Paces(HardeningOptions options) : IDisposable
{
    private readonly Dictionary<Paced, PartitionedRateLimiter<string>> _limiters = options.Paces.ToDictionary(rule => rule.Key, rule =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetFixedWindowLimiter(who, _ => Window(rule.Value)), StringComparer.Ordinal));

    private readonly PartitionedRateLimiter<string> _each = PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetConcurrencyLimiter(who, _ => new() { PermitLimit = options.UploadsAtOnce.Each }), StringComparer.Ordinal);

    private readonly ConcurrencyLimiter _all = new(new() { PermitLimit = options.UploadsAtOnce.All });

    /// <summary>Seconds to wait, or null where it may go on; going on counts.</summary>
    public int? Wait(Paced paced, string who)
    {
        using var lease = _limiters[paced].AttemptAcquire(who);
        return lease.IsAcquired ? null : Seconds(lease);
    }

    /// <summary>A place for one upload, to be given back; null with the seconds to wait where there is none.</summary>
    public (IDisposable? Place, int Seconds) Upload(string who)
    {
        var (all, each) = (_all.AttemptAcquire(), _each.AttemptAcquire(who));
        if (!all.IsAcquired || !each.IsAcquired)
        {
            all.Dispose();
            each.Dispose();
            return (null, SoonAgain);
        }
        if (Wait(Paced.Uploads, who) is not { } wait) return (new Both(all, each), 0);
        all.Dispose();
        each.Dispose();
        return (null, wait);
    }

    public static FixedWindowRateLimiterOptions Window(PaceRule rule) => new() { PermitLimit = rule.Times, Window = rule.Window, QueueLimit = 0 };

    /// <summary>Whole seconds after which it may be tried again.</summary>
    public static int Seconds(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : SoonAgain;

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values) limiter.Dispose();
        _each.Dispose();
        _all.Dispose();
    }

    // Another upload is under way; nobody knows how long it takes.
    private const int SoonAgain = 10;

    private sealed class Both(RateLimitLease one, RateLimitLease other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other.Dispose();
        }
    }
}
