using System.Globalization;
using System.Reflection;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing.Template;

namespace CommunityPlatform.Host.Modules;

/// <summary>A page and the addresses it answers.</summary>
internal sealed record PageRoute(Type Page, string Template, TemplateMatcher Matcher, RouteTemplate Parsed, decimal Order, Surface Surface, string? Needs);

/// <summary>A page found for an address.</summary>
internal sealed record PageHit(LoadedModule? Module, PageRoute Route, IReadOnlyDictionary<string, object?> Values);

/// <summary>Finds pages by address; the framework's own route table cannot forget a module.</summary>
internal static class PageTable
{
    /// <summary>The pages of an assembly.</summary>
    public static IReadOnlyList<PageRoute> Of(IEnumerable<Type> types) =>
    [
        .. from type in types
           where typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract
           from route in type.GetCustomAttributes<RouteAttribute>()
           let parsed = TemplateParser.Parse(route.Template)
           select new PageRoute(
               type, route.Template, new TemplateMatcher(parsed, []), parsed, RoutePrecedence.ComputeInbound(parsed),
               type.GetCustomAttribute<OnSurfaceAttribute>()?.Surface ?? Surface.Staff,
               type.GetCustomAttribute<NeedsAttribute>()?.Permission),
    ];

    /// <summary>The page for a path: the most specific template wins.</summary>
    public static (PageRoute Route, IReadOnlyDictionary<string, object?> Values)? Match(IEnumerable<PageRoute> pages, Surface surface, string path)
    {
        // No page has such an address, and the framework's matcher throws at it.
        if (path.Contains('\0', StringComparison.Ordinal) || path.Contains("%00", StringComparison.Ordinal)) return null;
        path = "/" + path.Trim('/');
        (PageRoute, IReadOnlyDictionary<string, object?>)? best = null;
        var order = decimal.MaxValue;
        foreach (var page in pages)
        {
            if (page.Surface != surface || page.Order >= order) continue;
            var raw = new RouteValueDictionary();
            if (!page.Matcher.TryMatch(path, raw) || !Typed(page, raw, out var values)) continue;
            (best, order) = ((page, values), page.Order);
        }
        return best;
    }

    private static bool Typed(PageRoute page, RouteValueDictionary raw, out IReadOnlyDictionary<string, object?> values)
    {
        var typed = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        values = typed;
        foreach (var parameter in page.Parsed.Parameters)
        {
            var text = raw.TryGetValue(parameter.Name!, out var value) ? value?.ToString() : null;
            object? result = text;
            foreach (var constraint in parameter.InlineConstraints)
            {
                if (text is null) break;
                result = constraint.Constraint switch
                {
                    "int" when int.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
                    "long" when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
                    "guid" when Guid.TryParse(text, out var id) => id,
                    "bool" when bool.TryParse(text, out var flag) => flag,
                    "datetime" when DateTime.TryParse(text, CultureInfo.InvariantCulture, out var moment) => moment,
                    "nonfile" when !text.Split('/')[^1].Contains('.', StringComparison.Ordinal) => text,
                    _ => null,
                };
                if (result is null) return false;
            }
            typed[parameter.Name!] = result;
        }
        return true;
    }
}
