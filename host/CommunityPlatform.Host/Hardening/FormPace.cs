using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;

namespace CommunityPlatform.Host.Hardening;

/// <summary>Where a form that came too often leads back to, and which of its fields come along; without a page a program is answered.</summary>
internal sealed record TooOftenPage(string? Page, IReadOnlyList<string> Fields);

/// <summary>The pace of the forms by address, kept by the framework's rate limiting; refused in words on the page that the form came from.</summary>
internal static class FormPace
{
    public static IServiceCollection AddFormPace(this IServiceCollection services, HardeningOptions options) => services.AddRateLimiter(limits =>
    {
        foreach (var (paced, rule) in options.Paces)
            limits.AddPolicy($"{paced}", context => RateLimitPartition.GetFixedWindowLimiter(Origin.Of(context.Connection.RemoteIpAddress), _ => Paces.Window(rule)));
        limits.OnRejected = async (refused, stop) => await Say(refused.HttpContext, Paces.Seconds(refused.Lease), stop);
    });

    /// <summary>Counts this address under a pace; too often, it leads back to the page with these fields of the form.</summary>
    public static RouteHandlerBuilder Keep(this RouteHandlerBuilder endpoint, Paced paced, string? page = null, params string[] fields) =>
        endpoint.RequireRateLimiting($"{paced}").WithMetadata(new TooOftenPage(page, fields));

    private static async Task Say(HttpContext context, int seconds, CancellationToken stop)
    {
        var wait = seconds.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = wait;
        if (context.GetEndpoint()?.Metadata.GetMetadata<TooOftenPage>() is not { Page: { } page } back || !context.Request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        var form = await context.Request.ReadFormAsync(stop);
        var values = back.Fields.Where(field => form.ContainsKey(field)).ToDictionary(field => field, field => (string?)form[field].ToString(), StringComparer.Ordinal);
        values["said"] = "many";
        values["seconds"] = wait;
        // The same page anew, never an address out of the form.
        await Results.LocalRedirect(QueryHelpers.AddQueryString(page, values)).ExecuteAsync(context);
    }
}
