using System.Data.Common;
using System.Globalization;
using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Api;

/// <summary>Says whether the installation can serve. A plugin that was refused is named, and takes nobody else down.</summary>
internal sealed class Readiness(
    IHostApplicationLifetime life, IDbContextFactory<PlatformDbContext> databases, DatabaseEngine engine, CommunityDirectory communities,
    ModuleBoard board, PackageShelf shelf, PlatformOptions options, ILogger<Readiness> log)
{
    public async Task<JsonHttpResult<ReadyAnswer>> Answer(CultureInfo language, CancellationToken stop)
    {
        var modules = new List<ReadyModule>();
        var platform = await Reachable("platform", async () =>
        {
            await using (var database = await databases.CreateDbContextAsync(stop)) await database.Communities.CountAsync(stop);
            modules.AddRange((await shelf.Rows(stop)).Select(row => new ReadyModule(row.Id, OperatorApi.Name(row.State), row.Running?.Version, row.Running?.Communities.Count ?? 0, row.State == LoadState.Refused ? RefusalAnswer.Of(row.Reason, language) : null)));
        });
        var places = new List<ReadyCommunity>();
        foreach (var community in communities.All)
            places.Add(new(community.Slug, await Reachable(community.Slug, async () => await (await engine.Open(community.Slug, write: false, stop)).DisposeAsync()), board.Enabled(community.Slug).Count));
        var ready = platform && life.ApplicationStarted.IsCancellationRequested && !life.ApplicationStopping.IsCancellationRequested && places.TrueForAll(place => place.Database);
        return TypedResults.Json(new ReadyAnswer(ready ? "ready" : "not-ready", options.SafeMode, platform, modules, places), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<bool> Reachable(string name, Func<Task> look)
    {
        try
        {
            await look();
            return true;
        }
        catch (CommunityMovingException)
        {
            // Closed on purpose, for a few minutes; the host itself is well.
            return true;
        }
        catch (DbException problem)
        {
            log.LogWarning("The database of {Name} does not answer: {Problem}", name, problem.Message);
            return false;
        }
    }
}
