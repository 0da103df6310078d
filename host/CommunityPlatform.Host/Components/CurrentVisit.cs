using System.Security.Claims;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Devices;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Sdk.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;

namespace CommunityPlatform.Host.Components;

/// <summary>Where a request or circuit stands: surface, community, street. Null surface: the front door.</summary>
internal sealed record Place(Surface? Surface, CurrentCommunity? Community, string? Street, string PathBase)
{
    public static Place FrontDoor { get; } = new(null, null, null, "");
}

/// <summary>Who is here and where: of one request, or of one circuit for as long as it lives.</summary>
internal sealed class CurrentVisit(IHttpContextAccessor http, NavigationManager navigation, AuthenticationStateProvider authentication, CommunityDirectory communities, Grants grants)
{
    private Place? _place;
    private string? _address;

    public Place Place => _place ??= Find();

    public CurrentCommunity? Community => Place.Community;

    public async ValueTask<ClaimsPrincipal> Principal()
    {
        if (http.HttpContext is { WebSockets.IsWebSocketRequest: false } context && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) return context.User;
        return (await authentication.GetAuthenticationStateAsync()).User;
    }

    public async ValueTask<string?> AccountId() => (await Principal()).FindFirstValue(ClaimTypes.NameIdentifier);

    public async ValueTask<bool> IsOperator() => (await Principal()).HasClaim("operator", "true");

    public async ValueTask<CurrentPerson> Person()
    {
        var principal = await Principal();
        // The kiosk is everybody's: whoever is signed in on that browser, there she is a resident.
        if (Place.Surface is Surface.Kiosk or Surface.Display || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } account)
            return new(null, "", PersonKind.Resident, new HashSet<Guid>());
        var name = principal.FindFirstValue("display-name") ?? principal.Identity?.Name ?? "";
        if (Community is not { } community) return new(account, name, PersonKind.Staff, new HashSet<Guid>());
        var standing = await grants.Of(account, community.Slug);
        return new(account, name, PersonKind.Staff, standing.Grids);
    }

    /// <summary>By what acts are counted: the account; at a public screen and for nobody the device, or else the browser's address.</summary>
    public async ValueTask<string> Origin()
    {
        var principal = await Principal();
        if (KnownDevices.IdOf(principal) is { } device) return "device " + device;
        if (Place.Surface is not (Surface.Kiosk or Surface.Display) && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } account) return "account " + account;
        return _address ??= "address " + (Address() ?? $"of circuit {Guid.NewGuid():N}");
    }

    /// <summary>
    /// What a page's own address names is not there, or not hers to see: its first answer says so in its status too, and a stranger's
    /// id reads like one that never was.
    /// </summary>
    public void NothingAt(object ask)
    {
        if (http.HttpContext is not { WebSockets.IsWebSocketRequest: false, Response.HasStarted: false } context) return;
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type != typeof(AnyPage)) return;
        var address = context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath ?? context.Request.Path.Value ?? "";
        var named = address.Split('/').Select(part => Guid.TryParse(part, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToHashSet();
        if (named.Count > 0 && ask.GetType().GetProperties().Any(property => property.PropertyType == typeof(Guid) && named.Contains((Guid)property.GetValue(ask)!)))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private string? Address()
    {
        try
        {
            return http.HttpContext is { } context ? Hardening.Origin.Of(context.Connection.RemoteIpAddress) : null;
        }
        catch (ObjectDisposedException)
        {
            // A circuit outlives the connection that it came over.
            return null;
        }
    }

    private Place Find()
    {
        if (http.HttpContext is { WebSockets.IsWebSocketRequest: false } context && context.Features.Get<Place>() is { } place
            && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) return place;
        return communities.PlaceOf(new Uri(navigation.BaseUri).AbsolutePath);
    }
}
