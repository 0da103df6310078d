using CommunityPlatform.Sdk.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CommunityPlatform.Host.Components;

/// <summary>Answers a request that failed by a fault of the program: a calm page, and a number that stands in the log as well.</summary>
internal sealed class FailureAnswer(ILogger<FailureAnswer> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        var number = Guid.CreateVersion7().ToString("N")[^8..];
        log.LogError(exception, "{Method} {Path} failed as {Number}", request.Method, request.PathBase + request.Path, number);
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await TypedResults.Problem("The request failed by a fault of the program; the log tells more under " + number + ".", statusCode: StatusCodes.Status500InternalServerError, title: "Failed",
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "Failed", ["arguments"] = new[] { number } }).ExecuteAsync(httpContext);
            return true;
        }
        var place = httpContext.Features.Get<Place>() ?? Place.FrontDoor;
        var page = new RazorComponentResult<FailurePage>(new
        {
            Number = number,
            Home = place.PathBase + "/",
            Retry = HttpMethods.IsGet(request.Method) ? $"{request.PathBase}{request.Path}{request.QueryString}" : null,
            Kiosk = place.Surface == Surface.Kiosk,
            Dark = request.Cookies["cp-theme"] == "dark",
        })
        { StatusCode = StatusCodes.Status500InternalServerError, PreventStreamingRendering = true };
        await page.ExecuteAsync(httpContext);
        return true;
    }
}
