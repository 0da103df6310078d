using System.Reflection;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Pages;
using Microsoft.AspNetCore.Routing.Template;

namespace CommunityPlatform.Host.Components;

/// <summary>The host's own pages, found by their attribute.</summary>
internal static class HostPages
{
    private const Surface FrontDoor = (Surface)(-1);

    private static readonly IReadOnlyList<PageRoute> All =
    [
        .. from type in typeof(HostPages).Assembly.GetTypes()
           from page in type.GetCustomAttributes<HostPageAttribute>()
           let parsed = TemplateParser.Parse(page.Template)
           select new PageRoute(type, page.Template, new TemplateMatcher(parsed, []), parsed, RoutePrecedence.ComputeInbound(parsed), page.Surface ?? FrontDoor, page.Needs),
    ];

    public static PageHit? Match(Surface? surface, string path) =>
        PageTable.Match(All, surface ?? FrontDoor, path) is { } found ? new(null, found.Route, found.Values) : null;
}
