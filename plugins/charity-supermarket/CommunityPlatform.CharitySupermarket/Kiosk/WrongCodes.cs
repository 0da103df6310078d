using System.Collections.Concurrent;

namespace CommunityPlatform.CharitySupermarket.Kiosk;

/// <summary>Counts wrong codes of a community, so that nobody tries them through: after five in five minutes the look-up closes.</summary>
internal sealed class WrongCodes(TimeProvider time)
{
    private const int Most = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _tries = new(StringComparer.Ordinal);

    /// <summary>Minutes until it opens again; 0 when it is open.</summary>
    public int MinutesClosed(string community)
    {
        var tries = _tries.GetOrAdd(community, _ => new());
        lock (tries)
        {
            Forget(tries);
            return tries.Count < Most ? 0 : Math.Max(1, (int)Math.Ceiling((tries.Peek() + Window - time.GetUtcNow()).TotalMinutes));
        }
    }

    /// <summary>Notes a wrong code.</summary>
    public void Note(string community)
    {
        var tries = _tries.GetOrAdd(community, _ => new());
        lock (tries)
        {
            Forget(tries);
            tries.Enqueue(time.GetUtcNow());
        }
    }

    private void Forget(Queue<DateTimeOffset> tries)
    {
        var until = time.GetUtcNow() - Window;
        while (tries.TryPeek(out var oldest) && oldest <= until) tries.Dequeue();
    }
}
