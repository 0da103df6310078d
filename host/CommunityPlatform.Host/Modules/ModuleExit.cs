using System.Runtime.CompilerServices;

namespace CommunityPlatform.Host.Modules;

/// <summary>Takes a version out of the process. A module that fails on its way out leaves all the same.</summary>
internal sealed class ModuleExit(ModuleBoard board, Departures departures, Faults faults, TimeProvider clock)
{
    /// <summary>Forget, let acts end, let circuits render without it, drop scopes, stop work, dispose, purge, unload.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public async Task Retire(string id, string? key)
    {
        var module = board.Loaded.FirstOrDefault(loaded => loaded.Id == id && (key is null || loaded.Package.Key == key));
        if (module is null) return;
        board.Remove(module);
        for (var waited = 0; !module.Idle && waited < 10_000; waited += 20) await Task.Delay(20);
        // Circuits render three times to flush both buffers of their render trees; see Components/Stage.razor.
        await Task.Delay(80);
        await Guarded(module, () => board.TellLeaving(module));
        await Guarded(module, module.Stop.CancelAsync);
        await Task.WhenAny(module.Background, Task.Delay(TimeSpan.FromSeconds(5), clock));
        await Guarded(module, () => module.Services.DisposeAsync().AsTask());
        module.Web?.Dispose();
        module.Stop.Dispose();
        StaticCaches.Purge(module.Context);
        departures.Add(module.Id, module.Package.Key, clock.GetUtcNow().UtcDateTime, new WeakReference(module.Context, trackResurrection: true));
        module.Context.Unload();
    }

    /// <summary>Takes out the versions that no community uses any more, except the one that new communities get.</summary>
    public async Task RetireUnused(string id)
    {
        while (Unused(id) is { } key) await Retire(id, key);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? Unused(string id) =>
        board.Loaded.Where(module => module.Id == id).SkipLast(1).FirstOrDefault(module => board.CommunitiesOf(module).Count == 0)?.Package.Key;

    private async Task Guarded(LoadedModule module, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception thrown)
        {
            faults.Report(module, null, "dispose", thrown);
        }
    }
}
