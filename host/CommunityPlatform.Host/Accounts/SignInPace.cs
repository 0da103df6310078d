using System.Net;
using System.Threading.RateLimiting;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Slows down guessing over many names from one address. An office behind one address stays well below it.</summary>
internal sealed class SignInPace : IDisposable
{
    public const int TriesAMinute = 30;

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = TriesAMinute, Window = TimeSpan.FromMinutes(1) }));

    public bool MayTry(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
