using System.Collections.Concurrent;
using System.Collections.Immutable;
using CommunityPlatform.Sdk.Pages;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// What is loaded, and which version each community uses. Immutable snapshots: a reader never sees half a switch. Each
/// community is bound to a version of its own, so that a failed migration leaves it on the old one.
/// </summary>
internal sealed class ModuleBoard
{
    private readonly Lock _lock = new();
    private volatile Snapshot _now = new([], ImmutableDictionary<(string, string), LoadedModule>.Empty);

    private sealed record Snapshot(ImmutableList<LoadedModule> Loaded, ImmutableDictionary<(string Community, string Module), LoadedModule> Bound);

    /// <summary>Raised after every change, on the changer's thread.</summary>
    public event Action? Changed;

    /// <summary>Awaited for each version about to leave, so that circuits drop what they hold of it.</summary>
    public event Func<LoadedModule, Task>? Leaving;

    public IReadOnlyList<LoadedModule> Loaded => _now.Loaded;

    public LoadedModule? LoadedVersion(string id, string key) => _now.Loaded.Find(module => module.Id == id && module.Package.Key == key);

    /// <summary>The version that a community uses, or null where the module is off for it.</summary>
    public LoadedModule? For(string community, string id) => _now.Bound.GetValueOrDefault((community, id));

    /// <summary>The modules that a community uses, in the order of their names.</summary>
    public IReadOnlyList<LoadedModule> Enabled(string community) =>
        [.. _now.Bound.Where(bound => bound.Key.Community == community).Select(bound => bound.Value).OrderBy(module => module.Id, StringComparer.Ordinal)];

    public IReadOnlyList<string> CommunitiesOf(LoadedModule module) =>
        [.. _now.Bound.Where(bound => ReferenceEquals(bound.Value, module)).Select(bound => bound.Key.Community)];

    public PageHit? Page(string community, Surface surface, string path)
    {
        var enabled = Enabled(community);
        var hit = PageTable.Match(enabled.SelectMany(module => module.Pages), surface, path);
        return hit is { } found ? new PageHit(enabled.First(module => module.Pages.Contains(found.Route)), found.Route, found.Values) : null;
    }

    /// <summary>The last version of an id is the one that new communities get; an older one that is still needed goes behind.</summary>
    public void Add(LoadedModule module, bool behind = false) => Change(now => now with { Loaded = behind ? now.Loaded.Insert(0, module) : now.Loaded.Add(module) });

    /// <summary>Several at once are one change: whoever follows the board, the router above all, follows once.</summary>
    public void Add(IReadOnlyList<LoadedModule> modules) => Change(now => now with { Loaded = now.Loaded.AddRange(modules) });

    /// <summary>Makes a loaded version the one that new communities get.</summary>
    public void Prefer(LoadedModule module) => Change(now => now with { Loaded = now.Loaded.Remove(module).Add(module) });

    /// <summary>
    /// Counts an act into the version that a community uses, or null where the module is off. Asked again after counting in: a
    /// version that left in between may be disposed already.
    /// </summary>
    public LoadedModule? Enter(string community, string id, out LoadedModule.Visit inside)
    {
        while (true)
        {
            if (For(community, id) is not { } module)
            {
                inside = default;
                return null;
            }
            inside = module.Enter();
            if (ReferenceEquals(For(community, id), module)) return module;
            inside.Dispose();
        }
    }

    public void Bind(string community, LoadedModule module) =>
        Change(now => now with { Bound = now.Bound.SetItem((community, module.Id), module) });

    public void Unbind(string community, string id) =>
        Change(now => now with { Bound = now.Bound.Remove((community, id)) });

    public void Remove(LoadedModule module) => Change(now => new(
        now.Loaded.Remove(module),
        now.Bound.RemoveRange(now.Bound.Where(bound => ReferenceEquals(bound.Value, module)).Select(bound => bound.Key))));

    public async Task TellLeaving(LoadedModule module)
    {
        if (Leaving is not { } all) return;
        await Task.WhenAll(all.GetInvocationList().Cast<Func<LoadedModule, Task>>().Select(drop => drop(module)));
    }

    private void Change(Func<Snapshot, Snapshot> change)
    {
        lock (_lock) _now = change(_now);
        Changed?.Invoke();
    }
}
