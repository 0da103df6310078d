using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CommunityPlatform.Culture.Pictures;

/// <summary>The addresses of pictures: <c>pictures/{id}</c> to look at, <c>pictures/{id}/out</c> to take along.</summary>
internal static class PictureEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("pictures/{id:guid}", async (Guid id, [FromServices] IUseCases useCases, CancellationToken stop) =>
            Answer(await useCases.Run(new OpenPicture(id), stop), download: false)).Needs(CulturePermissions.Browse);
        routes.MapGet("pictures/{id:guid}/out", async (Guid id, [FromServices] IUseCases useCases, CancellationToken stop) =>
            Answer(await useCases.Run(new TakePictureOut(id), stop), download: true)).Needs(CulturePermissions.Summarise);
    }

    private static IResult Answer(Outcome<PictureContent> outcome, bool download) => outcome switch
    {
        { Ok: true } => Results.Stream(outcome.Value.Content, outcome.Value.ContentType, download ? outcome.Value.Name : null),
        { Refusal: PictureMustStay } => Results.StatusCode(StatusCodes.Status403Forbidden),
        _ => Results.NotFound(),
    };
}
