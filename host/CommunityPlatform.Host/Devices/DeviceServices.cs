using CommunityPlatform.Host.Components;
using CommunityPlatform.Sdk.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;

namespace CommunityPlatform.Host.Devices;

/// <summary>Registers the devices' own cookie, and puts the device in the place of a person at its screens.</summary>
internal static class DeviceServices
{
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<KnownDevices>().AddSingleton<DeviceDesk>();
        services.AddAuthentication().AddCookie(KnownDevices.Scheme, cookie =>
        {
            cookie.Cookie.Name = "cp-device";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            // As long as browsers keep a cookie at all; used once a year, it is renewed.
            cookie.ExpireTimeSpan = TimeSpan.FromDays(390);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = async check =>
            {
                if (check.Principal is not null && await check.HttpContext.RequestServices.GetRequiredService<KnownDevices>().Stands(check.Principal)) return;
                check.RejectPrincipal();
                await check.HttpContext.SignOutAsync(KnownDevices.Scheme);
            };
        });
        return services;
    }

    /// <summary>
    /// At kiosk and call screen whoever is signed in on that browser is nobody: only the device counts, and it may what is public.
    /// Where devices must be registered, a browser that is none is led to the registration; its other requests find nothing.
    /// </summary>
    public static async Task Stand(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Place>() is not { Surface: Surface.Kiosk or Surface.Display, Community: { } community } place)
        {
            await next(context);
            return;
        }
        var device = (await context.AuthenticateAsync(KnownDevices.Scheme)).Principal;
        var fits = device is not null && KnownDevices.Fits(device, place.Surface.Value, community.Slug);
        if (fits) context.User = device!;
        else if (context.RequestServices.GetRequiredService<PlatformOptions>().DevicesMustRegister)
        {
            if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
                context.Response.Redirect($"/device?for={Uri.EscapeDataString(place.PathBase)}");
            else
            {
                // Nothing is said to a program; a page in words would be the kiosk's own.
                if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
            return;
        }
        await next(context);
    }
}
