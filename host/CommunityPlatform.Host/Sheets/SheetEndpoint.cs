using CommunityPlatform.Host.Components;

namespace CommunityPlatform.Host.Sheets;

/// <summary>Hands a written export to the browser of whoever asked for it.</summary>
internal static class SheetEndpoint
{
    public static void MapSheets(this IEndpointRouteBuilder routes) => routes.MapGet("/sheets/{id:guid}", async (Guid id, CurrentVisit visit, SheetDesk desk, HttpContext context) =>
    {
        var account = (await visit.Person()).AccountId;
        if (desk.Find(id, account, visit.Community?.Slug) is not { } sheet) return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(sheet.Path, SheetDesk.ContentType, sheet.Name);
    });
}
