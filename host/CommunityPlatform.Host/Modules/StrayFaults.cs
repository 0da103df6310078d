using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Catches what nobody caught: a plugin's thread, timer or async void must not take the house down. The process has one such
/// handler for good; houses in it (tests have several) come and go.
/// </summary>
internal static class StrayFaults
{
    private static readonly Lock Lock = new();
    private static ImmutableList<Watcher> _watchers = [];
    private static bool _set;

    public static IDisposable Watch(ModuleBoard board, Faults faults, ILogger log)
    {
        lock (Lock)
        {
            var watcher = new Watcher(board, faults, log);
            _watchers = _watchers.Add(watcher);
            if (!_set) ExceptionHandling.SetUnhandledExceptionHandler(Handle);
            _set = true;
            return watcher;
        }
    }

    private static bool Handle(Exception thrown)
    {
        var culprit = Faults.Culprit(thrown);
        foreach (var watcher in _watchers)
            if (watcher.Took(culprit, thrown)) return true;
        foreach (var watcher in _watchers) watcher.Log.LogCritical(thrown, "Nobody caught this");
        return true;
    }

    private sealed class Watcher(ModuleBoard board, Faults faults, ILogger log) : IDisposable
    {
        public ILogger Log => log;

        public bool Took(ModuleLoadContext? culprit, Exception thrown)
        {
            if (culprit is null || board.Loaded.FirstOrDefault(module => module.Context == culprit) is not { } module) return false;
            faults.Report(module, null, "stray thread", thrown);
            return true;
        }

        public void Dispose()
        {
            lock (Lock) _watchers = _watchers.Remove(this);
        }
    }
}
