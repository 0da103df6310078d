using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;

namespace CommunityPlatform.Host.Admin;

/// <summary>How an act on modules ended.</summary>
internal enum ActEnd
{
    Done,
    /// <summary>It was so already; nothing was done.</summary>
    Already,
    /// <summary>Somebody else is at it; nothing was done.</summary>
    Busy,
    Refused,
    Unknown,
    Failed,
}

/// <summary>The end of an act: its result, who else is at it, or the number under which the log tells more; and why, where it was not done.</summary>
internal sealed record ActResult(ActEnd End, string Words = "", ModuleRefusal? Why = null)
{
    public static ActResult Not(ActEnd end, RefusalCode code, string about) => new(end, about, new(code, about));

    public bool Ok => End is ActEnd.Done or ActEnd.Already;
}

/// <summary>Every act on modules, from a page or from the API: told to others while it runs, refused with words, never half done.</summary>
internal sealed class OperatorActs(ModuleDesk desk, ModuleBoard board, PackageStore store, CommunityDirectory communities, ActsUnderWay acts, UninstallDesk leaving, TimeProvider clock, ILogger<OperatorActs> log)
{
    public Task<ActResult> Load(string id, string? key, string by, CancellationToken stop) => Run(id, null, by, async () => await desk.LoadNow(id, key, by, stop));

    public Task<ActResult> Unload(string id, string by, CancellationToken stop) => Run(id, null, by, async () => await desk.UnloadNow(id, by, stop));

    public Task<ActResult> Replace(string id, string? key, string by, CancellationToken stop) => Run(id, null, by, async () => await desk.Replace(id, key, by, stop));

    public Task<ActResult> RollBack(string id, string by, CancellationToken stop) => Run(id, null, by, async () => await desk.RollBack(id, by, stop));

    /// <summary>Begins to take a module away with its data; the result's words are when it is due.</summary>
    public Task<ActResult> Uninstall(string id, string by) => Run(id, null, by, async () => clock.Minute((await leaving.Begin(id, by, CancellationToken.None)).Due));

    public Task<ActResult> UndoUninstall(string id, string by) => Run(id, null, by, async () =>
    {
        await leaving.Undo(id, by, CancellationToken.None);
        return id;
    });

    public Task<ActResult> Switch(string community, string id, bool on, string by, CancellationToken stop)
    {
        if (communities.Find(community) is null) return Task.FromResult(ActResult.Not(ActEnd.Unknown, RefusalCode.NoCommunity, community));
        return Run(id, community, by, async () =>
        {
            // Whoever acts on a page that is no longer true is told so, instead of doing it twice.
            if (on ? board.For(community, id) is not null : board.For(community, id) is null && !await desk.IsOn(community, id, stop)) return null;
            if (on) await desk.Enable(community, id, by, stop);
            else await desk.Disable(community, id, by, null, stop);
            return id;
        });
    }

    private async Task<ActResult> Run(string id, string? community, string by, Func<Task<string?>> act)
    {
        if (!store.Versions(id).Any() && board.Loaded.All(module => module.Id != id)) return ActResult.Not(ActEnd.Unknown, RefusalCode.NoPackage, id);
        using var mine = acts.Begin(id, community, by, out var other);
        if (mine is null) return ActResult.Not(ActEnd.Busy, RefusalCode.Busy, other!.By);
        try
        {
            return await act() is { } words ? new(ActEnd.Done, words) : new(ActEnd.Already, id);
        }
        catch (SwitchRefused refused)
        {
            return new(ActEnd.Refused, id, refused.Refusal);
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException)
        {
            var number = Guid.CreateVersion7().ToString("N")[^8..];
            log.LogError("The act on {Module} failed as {Number}: {Detail}", id, number, thrown.ToString());
            return ActResult.Not(ActEnd.Failed, RefusalCode.Failed, number);
        }
    }
}
