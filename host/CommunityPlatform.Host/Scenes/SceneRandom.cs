namespace CommunityPlatform.Host.Scenes;

/// <summary>
/// SplitMix64. Our own, because the runtime may change <see cref="Random"/> between versions, and a demo
/// community must hold the same people after every upgrade.
/// </summary>
internal sealed class SceneRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>An independent stream, so that a change in one part of the generator leaves the others alone.</summary>
    public static SceneRandom For(long seed, string part)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in part)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return new SceneRandom(Mix(unchecked((ulong)seed ^ hash)));
    }

    public ulong NextBits()
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        return Mix(state);
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Between(int min, int max) =>
        (int)(min + (long)(NextBits() % ((ulong)((long)max - min) + 1UL)));

    public bool Percent(int percent) => Between(1, 100) <= percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    public void Shuffle<T>(IList<T> items)
    {
        for (var last = items.Count - 1; last > 0; last--)
        {
            var other = Between(0, last);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
