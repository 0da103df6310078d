using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>One kind of open work, and whose it is; only strings, so that no module is held by a page.</summary>
internal sealed record OpenWorkRow(string Module, string Title, int Count, string? Href);

/// <summary>What waits for somebody in a community: asked of every module that is on there. A module that fails says nothing and is reported.</summary>
internal sealed class OpenWorks(ModuleBoard board, DatabaseEngine engine, CommunityBooks books, Faults faults, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenWorkRow>> Of(CurrentCommunity community, Asker by, string account, CancellationToken stop)
    {
        var rows = new List<OpenWorkRow>();
        foreach (var module in board.Enabled(community.Slug))
        {
            try
            {
                rows.AddRange(await Ask(module, community, by, account, stop));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                faults.Report(module, community.Slug, "open work", fault);
            }
        }
        return rows;
    }

    /// <summary>The grids that somebody leads.</summary>
    public async Task<IReadOnlyList<string>> Grids(string community, string account, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Open(session);
        return await database.Set<Grid>().Where(grid => grid.LeaderAccountId == account).OrderBy(grid => grid.Code).Select(grid => grid.Name).ToListAsync(stop);
    }

    private async Task<List<OpenWorkRow>> Ask(LoadedModule module, CurrentCommunity community, Asker by, string account, CancellationToken stop)
    {
        using var inside = module.Enter();
        await using var session = await engine.Open(community.Slug, write: false, stop);
        await using var scope = module.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActFrameHolder>().Frame = new ActFrame(by.Person, community, session, module.Id, clock.GetUtcNow().UtcDateTime);
        var rows = new List<OpenWorkRow>();
        foreach (var source in scope.ServiceProvider.GetServices<IOpenWork>())
            foreach (var work in await source.Of(account, stop))
                if (work.Count > 0) rows.Add(new(module.Package.Manifest!.Name.ToString(), work.Title, work.Count, work.Href?.TrimStart('/')));
        return rows;
    }
}
