using CommunityPlatform.Host.Components;
using CommunityPlatform.Sdk.Pages;

namespace CommunityPlatform.Host.Packaging;

/// <summary>Hands an export of an uninstalled module to the operator. For everybody else there is nothing here.</summary>
internal static class ExportEndpoint
{
    public static void MapExports(this IEndpointRouteBuilder routes) => routes.MapGet("/module-exports/{community}/{name}", async (string community, string name, CurrentVisit visit, ExportShelf shelf, HttpContext context) =>
    {
        if (visit.Place.Surface != Surface.Operator || !await visit.IsOperator()) return Results.NotFound();
        // Written down whether or not the browser takes it to its end.
        if (await shelf.Fetch(community, name, (await visit.Person()).Name, CancellationToken.None) is not { } path) return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(path, "application/zip", $"{community}-{name}");
    });
}
