using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What is shown to one account on one page, once: it waits five minutes at most and is never written down.</summary>
internal sealed class OnceShown(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Account, IReadOnlyList<string> What, DateTimeOffset Until)> _waiting = new(StringComparer.Ordinal);

    public string Keep(string account, IReadOnlyList<string> what)
    {
        foreach (var old in _waiting.Where(one => one.Value.Until < clock.GetUtcNow())) _waiting.TryRemove(old);
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _waiting[key] = (account, what, clock.GetUtcNow() + Kept);
        return key;
    }

    /// <summary>Takes it out; null for another account, too late, or the second time.</summary>
    public IReadOnlyList<string>? Take(string? key, string? account) =>
        key is not null && _waiting.TryGetValue(key, out var found) && found.Account == account && _waiting.TryRemove(key, out _) && found.Until >= clock.GetUtcNow() ? found.What : null;
}
