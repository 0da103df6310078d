using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>Asks each module of a community what it holds of a person, each on a session of its own: one that fails harms no other.</summary>
internal sealed class PersonalRound(ModuleBoard board, DatabaseEngine engine, Faults faults, DeclaredHere declared, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<HeldHere>> About(CurrentCommunity community, CurrentPerson by, PersonAsked person, CancellationToken stop)
    {
        var held = new List<HeldHere>();
        foreach (var here in await declared.Modules(community.Slug, stop)) held.Add(await Ask(here, community, by, person, stop));
        return held;
    }

    private async Task<HeldHere> Ask(ModuleHere here, CurrentCommunity community, CurrentPerson by, PersonAsked person, CancellationToken stop)
    {
        var name = declared.NameOf(here.Id);
        var module = board.Enter(community.Slug, here.Id, out var inside);
        using var leave = inside;
        if (module is null) return new(here.Id, name, Asked.Off, []);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            await using var session = await engine.Open(community.Slug, write: false, patience.Token);
            await using var visit = new ModuleVisit(module, new ActFrame(by, community, session, module.Id, clock.GetUtcNow().UtcDateTime));
            return new(here.Id, name, Asked.Told, await visit.About(person, patience.Token).WaitAsync(patience.Token));
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            faults.Report(module, community.Slug, "personal data", fault);
            return new(here.Id, name, Asked.Failed, []);
        }
    }
}
