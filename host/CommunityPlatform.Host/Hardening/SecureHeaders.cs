using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace CommunityPlatform.Host.Hardening;

/// <summary>安全响应头 · What every answer of the house says to the browser: pages, files, refusals and faults alike. Reasons: docs/decisions/secure-headers.md.</summary>
internal sealed class SecureHeaders(HardeningOptions options)
{
    private const string Permissions =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    /// <summary>Stands before everything else; written when an answer begins, so that an answer begun anew after a fault has it as well.</summary>
    public Task On(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            Write(context.Request, context.Response);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Write(HttpRequest request, HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy(request);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (request.IsHttps)
        {
            // Over plain http browsers refuse it with a line in their console.
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            if (options.HstsDays > 0) headers.StrictTransportSecurity = string.Create(CultureInfo.InvariantCulture, $"max-age={options.HstsDays * 86_400L}");
        }
        // A page may show persons; whatever else says nothing of itself is not kept either.
        if (headers.CacheControl.Count == 0 || IsPage(response)) headers.CacheControl = "no-store";
    }

    /// <summary>
    /// Only what comes from this house runs and looks. The exception are style attributes: Blazor writes them as text, and the grids,
    /// dialogs and meters are made of them. Old browsers that know no -elem and -attr take style-src.
    /// </summary>
    private static string Policy(HttpRequest request)
    {
        var sockets = request.Host.HasValue ? $" {(request.IsHttps ? "wss" : "ws")}://{request.Host.Value}" : "";
        return "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + $"connect-src 'self'{sockets}; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    }

    private static bool IsPage(HttpResponse response) =>
        MediaTypeHeaderValue.TryParse(response.ContentType, out var type) && type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase);
}
