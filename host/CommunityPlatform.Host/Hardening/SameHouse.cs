namespace CommunityPlatform.Host.Hardening;

/// <summary>
/// 同源 · Whether a request that changes something came from a page of this house. Browsers say where a request comes from and let no
/// page change it; whoever sends neither word is no browser and carries nobody's cookie by mistake.
/// </summary>
internal static class SameHouse
{
    public static bool Sent(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return true;
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site) return site.All(word => word is "same-origin" or "none");
        return request.Headers.Origin is not { Count: > 0 } origins
            || origins.All(origin => Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
