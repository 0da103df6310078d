using System.Collections.Concurrent;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Hardening;

/// <summary>Counts codes that nothing has: from one place, so that it closes there and nobody else is kept waiting; and in a community altogether.</summary>
internal sealed class Tries(HardeningOptions options, TimeProvider clock)
{
    private const int MostPlaces = 10_000;

    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _wrong = new(StringComparer.Ordinal);

    public ITries For(string community, string module, string origin) => new Face(this, $"{community}\n{module}", origin);

    private int Minutes(string place, PaceRule rule)
    {
        if (!_wrong.TryGetValue(place, out var tries)) return 0;
        lock (tries)
        {
            Forget(tries, rule);
            return tries.Count < rule.Times ? 0 : Math.Max(1, (int)Math.Ceiling((tries.Peek() + rule.Window - clock.GetUtcNow()).TotalMinutes));
        }
    }

    private void Note(string place, PaceRule rule)
    {
        if (_wrong.Count >= MostPlaces) Tidy();
        var tries = _wrong.GetOrAdd(place, _ => new());
        lock (tries)
        {
            Forget(tries, rule);
            // What is closed need not be counted further.
            if (tries.Count < rule.Times) tries.Enqueue(clock.GetUtcNow());
        }
    }

    /// <summary>Places whose last wrong code is long ago; they would be remembered for ever.</summary>
    private void Tidy()
    {
        var until = clock.GetUtcNow() - options.Paces.Values.Max(rule => rule.Window);
        foreach (var (place, tries) in _wrong)
            lock (tries)
                if (tries.Count == 0 || tries.Last() <= until) _wrong.TryRemove(place, out _);
    }

    private void Forget(Queue<DateTimeOffset> tries, PaceRule rule)
    {
        var until = clock.GetUtcNow() - rule.Window;
        while (tries.TryPeek(out var oldest) && oldest <= until) tries.Dequeue();
    }

    private sealed class Face(Tries tries, string house, string origin) : ITries
    {
        private readonly PaceRule _here = tries.Rule(Paced.WrongCodes), _all = tries.Rule(Paced.WrongCodesInAll);

        public int MinutesClosed(string what) => Math.Max(tries.Minutes(Here(what), _here), tries.Minutes(All(what), _all));

        public void Wrong(string what)
        {
            tries.Note(Here(what), _here);
            tries.Note(All(what), _all);
        }

        private string Here(string what) => $"{house}\n{what}\n{origin}";

        private string All(string what) => $"{house}\n{what}";
    }

    private PaceRule Rule(Paced paced) => options.Paces[paced];
}
