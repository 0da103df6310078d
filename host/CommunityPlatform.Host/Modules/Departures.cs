using System.Runtime.CompilerServices;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Versions that were unloaded and whether their memory has come back. A tab whose connection broke keeps its page for some
/// minutes and with it the code: "unloading", not an error.
/// </summary>
internal sealed class Departures
{
    private readonly Lock _lock = new();
    private readonly List<Departure> _all = [];

    /// <summary>One version on its way out.</summary>
    internal sealed record Departure(string Module, string Package, DateTime Since, WeakReference Context);

    public void Add(string module, string package, DateTime since, WeakReference context)
    {
        lock (_lock) _all.Add(new(module, package, since, context));
    }

    /// <summary>Those still in memory.</summary>
    public IReadOnlyList<Departure> Alive()
    {
        lock (_lock)
        {
            _all.RemoveAll(departure => !departure.Context.IsAlive);
            return [.. _all];
        }
    }

    /// <summary>Collects until nothing is left or the tries are used up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task Collect(int tries, CancellationToken stop)
    {
        for (var i = 0; i < tries && Alive().Count > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(i < 3 ? 20 : 150, stop);
        }
    }
}

/// <summary>Looks now and then whether what was unloaded has gone.</summary>
internal sealed class DepartureWatch(Departures departures, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (departures.Alive().Count > 0) await departures.Collect(1, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }
}
