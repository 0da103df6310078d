using System.Security.Claims;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Sdk.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

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

    private Place Find()
    {
        if (http.HttpContext is { WebSockets.IsWebSocketRequest: false } context && context.Features.Get<Place>() is { } place
            && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) return place;
        return communities.PlaceOf(new Uri(navigation.BaseUri).AbsolutePath);
    }
}
