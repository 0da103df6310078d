using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Sdk.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace CommunityPlatform.Host.Devices;

/// <summary>Where the registration form is sent.</summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(RouteGroupBuilder posts) => posts.MapPost("/device", Register).Keep(Paced.DeviceCodes, "/device", "for");

    private static async Task<IResult> Register(HttpContext context, DeviceDesk desk, CommunityDirectory communities, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        // A code alone is enough: it says which community and which kind it is for. Asked from a screen, it must be for that one.
        var place = communities.PlaceOf(form["for"].ToString());
        var outcome = await desk.Register(form["code"], place.Community?.Slug, KnownDevices.KindOf(place.Surface), stop);
        if (!outcome.Ok) return Again(outcome.Refusal.GetType().Name);
        await context.SignInAsync(KnownDevices.Scheme, KnownDevices.Principal(outcome.Value), new() { IsPersistent = true });
        return Results.LocalRedirect((outcome.Value.Kind == $"{DeviceKind.Kiosk}" ? "/k/" : "/d/") + outcome.Value.Community);

        IResult Again(string said) => Results.LocalRedirect(QueryHelpers.AddQueryString("/device", new Dictionary<string, string?>
        {
            ["for"] = place.PathBase.Length == 0 ? null : place.PathBase, ["said"] = said,
        }));
    }
}
