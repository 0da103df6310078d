using System.Collections.Concurrent;
using System.Diagnostics;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Modules;

/// <summary>What went wrong in a module lately, in words for its card.</summary>
internal sealed record Fault(DateTime At, string Module, string Version, string? Community, string Where, string What);

/// <summary>
/// Counts faults by module and community. A module that keeps failing is switched off for that community, and the operator
/// is told. Keeps words only: an exception kept alive would hold the module's code.
/// </summary>
internal sealed class Faults(PlatformOptions options, TimeProvider clock, ILogger<Faults> log)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly ConcurrentQueue<Fault> _recent = new();

    /// <summary>Raised when a module has used up its faults in a community; the desk switches it off.</summary>
    public event Action<string, string, string>? LimitReached;

    /// <summary>Raised for each fault.</summary>
    public event Action? Changed;

    public IReadOnlyList<Fault> Recent => [.. _recent];

    public void Report(LoadedModule module, string? community, string where, Exception thrown)
    {
        var what = $"{thrown.GetType().Name}: {thrown.Message}";
        log.LogError("Fault in {Module} {Version} for {Community} at {Where}: {Detail}", module.Id, module.Package.Key, community, where, thrown.ToString());
        Record(module.Id, module.Package.Version.ToString(), community, where, what.Length > 400 ? what[..400] : what);
    }

    /// <summary>Forgets the faults of a module in a community, after it was switched on again by hand; those of no community too.</summary>
    public void Forgive(string module, string? community)
    {
        var kept = _recent.Where(fault => fault.Module != module || (community is not null && fault.Community is not null && fault.Community != community)).ToList();
        _recent.Clear();
        foreach (var fault in kept) _recent.Enqueue(fault);
        Changed?.Invoke();
    }

    /// <summary>The module whose code is on the stack of an exception nobody caught, or null.</summary>
    public static ModuleLoadContext? Culprit(Exception thrown)
    {
        foreach (var frame in new StackTrace(thrown).GetFrames())
            if (frame.GetMethod()?.DeclaringType is { } type && HostAssemblies.ContextOf(type) is { } context)
                return context;
        return thrown.InnerException is { } inner ? Culprit(inner) : null;
    }

    private void Record(string module, string version, string? community, string where, string what)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        _recent.Enqueue(new(now, module, version, community, where, what));
        while (_recent.Count > 500) _recent.TryDequeue(out _);
        Changed?.Invoke();
        var since = now - Window;
        var count = _recent.Count(fault => fault.Module == module && fault.Community == community && fault.At > since);
        if (count >= options.FaultLimit) LimitReached?.Invoke(module, community ?? "", $"{where}: {what}");
    }
}
