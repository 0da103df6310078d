using System.Reflection;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>An address of the running house, with made-up values in the place of ids.</summary>
internal sealed record Address(string Method, string Path, RouteEndpoint? Endpoint);

/// <summary>Every address that the running house answers, read from its own tables: a new one is here by itself.</summary>
internal static partial class Addresses
{
    public static IReadOnlyList<Address> Endpoints(TestHost host) =>
    [
        .. from endpoint in host.Get<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
           let path = Filled("/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
           // Pages stand behind the one catch-all; files are many of one kind.
           where !endpoint.RoutePattern.RawText!.Contains("{*Path", StringComparison.OrdinalIgnoreCase)
           select new Address(method, path.StartsWith("/api/", StringComparison.Ordinal) && !path.StartsWith("/api/admin", StringComparison.Ordinal) ? "/c/jia" + path : path, endpoint),
    ];

    /// <summary>The pages of the host and of what is loaded, by surface.</summary>
    public static IReadOnlyList<(Surface? Surface, string Path)> Pages(TestHost host) =>
    [
        .. from type in typeof(HostPages).Assembly.GetTypes()
           from page in type.GetCustomAttributes<HostPageAttribute>()
           select (page.Surface, Filled(page.Template)),
        .. from module in host.Board.Loaded
           from route in module.Pages
           select ((Surface?)route.Surface, Filled(route.Template)),
    ];

    public static string Place(Surface? surface, string community = "jia") => surface switch
    {
        Surface.Staff => "/c/" + community,
        Surface.Kiosk => "/k/" + community,
        Surface.Display => "/d/" + community,
        Surface.Operator => "/admin",
        Surface.Street => "/street/nowhere",
        _ => "",
    };

    private static string Filled(string template) => Value().Replace(template, value => value.Groups["type"].Value == ":guid" ? Guid.NewGuid().ToString() : "x");

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)(?<type>:\w+)?[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
