using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommunityPlatform.Host.Api;

/// <summary>A module's fate under another SDK version.</summary>
/// <param name="Fate">runs, other-version or stops.</param>
internal sealed record FateAnswer(string Module, string Name, string Version, string Fate, string? OtherVersion, IReadOnlyList<string> Communities, RefusalAnswer? Problem);

/// <summary>An uninstallation that was begun.</summary>
/// <param name="Due">When it can no longer be undone.</param>
internal sealed record UninstallAnswer(string Module, DateTime Due);

/// <summary>The operator's API for what becomes of a module: under another SDK, and at its end.</summary>
internal static class ModuleLifeApi
{
    public static void MapModuleLife(this RouteGroupBuilder api)
    {
        api.MapGet("/rehearsal", Rehearse).WithSummary("What becomes of each installed module under another SDK version. Changes nothing.");
        api.MapPost("/packages/{id}/uninstall", Begin).WithSummary("Exports a module's data and removes it with them after a delay.");
        api.MapDelete("/packages/{id}/uninstall", Undo).WithSummary("Undoes an uninstallation that is not due yet.");
    }

    private static async Task<Results<Ok<IReadOnlyList<FateAnswer>>, ProblemHttpResult>> Rehearse(string sdk, HttpRequest request, Rehearsal rehearsal, CancellationToken stop)
    {
        try
        {
            return TypedResults.Ok<IReadOnlyList<FateAnswer>>([.. (await rehearsal.Run(sdk, stop)).Select(fate => new FateAnswer(
                fate.Id, fate.Name, fate.Version, fate.Kind switch { FateKind.Runs => "runs", FateKind.Other => "other-version", _ => "stops" }, fate.Other, fate.Communities, RefusalAnswer.Of(fate.Why, AskedLanguage.Of(request))))]);
        }
        catch (SwitchRefused refused)
        {
            return OperatorApi.Problem(new(ActEnd.Refused, sdk, refused.Refusal), request);
        }
    }

    private static async Task<Results<Ok<UninstallAnswer>, ProblemHttpResult>> Begin(string id, HttpRequest request, OperatorActs acts, UninstallDesk desk)
    {
        var end = await acts.Uninstall(id, OperatorApi.By);
        return end.Ok ? TypedResults.Ok(new UninstallAnswer(id, (await desk.Pending(id, CancellationToken.None))!.Due)) : OperatorApi.Problem(end, request);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Undo(string id, HttpRequest request, OperatorActs acts) =>
        await acts.UndoUninstall(id, OperatorApi.By) is { Ok: false } end ? OperatorApi.Problem(end, request) : TypedResults.NoContent();
}
