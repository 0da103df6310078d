using System.Reflection;
using System.Runtime.Loader;

namespace CommunityPlatform.Browser.Tests.Accessibility;

/// <summary>A page of the delivered house.</summary>
/// <param name="Surface">Staff, Kiosk, Display, Operator, Street, or Front for the pages before the sign-in.</param>
/// <param name="Template">Its address within the surface; what changes stands in braces.</param>
public sealed record KnownPage(string Surface, string Template);

/// <summary>Every page that was built, read from the attributes by which the host finds them: a new page is here by itself.</summary>
internal static class PageCatalogue
{
    public static IReadOnlyList<KnownPage> All { get; } = [.. Read()];

    public static IEnumerable<KnownPage> On(string surface) =>
        All.Where(page => page.Surface == surface).OrderBy(page => page.Template.Contains('{')).ThenBy(page => page.Template, StringComparer.Ordinal);

    private static IEnumerable<KnownPage> Read()
    {
        var host = Path.Combine(House.HostFolder, "CommunityPlatform.Host.dll");
        var resolver = new AssemblyDependencyResolver(host);
        var context = new AssemblyLoadContext("delivered");
        context.Resolving += (from, name) => resolver.ResolveAssemblyToPath(name) is { } path ? from.LoadFromAssemblyPath(path) : null;
        foreach (var type in context.LoadFromAssemblyPath(host).GetTypes())
            foreach (var page in Marks(type, "HostPageAttribute"))
                yield return new(Named(page, "On") is { Length: > 0 } surface ? surface : "Front", (string)page.ConstructorArguments[0].Value!);
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(House.HostFolder, "modules")))
        {
            var assembly = Directory.EnumerateFiles(folder, "CommunityPlatform.*.dll").Single();
            foreach (var type in context.LoadFromAssemblyPath(assembly).GetTypes())
                foreach (var route in Marks(type, "RouteAttribute"))
                    yield return new(SurfaceOf(type), (string)route.ConstructorArguments[0].Value!);
        }
    }

    private static string SurfaceOf(Type type) =>
        Marks(type, "OnSurfaceAttribute").Select(mark => mark.ConstructorArguments[0]).Select(value => Enum.GetName(value.ArgumentType, value.Value!)!).FirstOrDefault("Staff");

    private static IEnumerable<CustomAttributeData> Marks(Type type, string name) => type.GetCustomAttributesData().Where(mark => mark.AttributeType.Name == name);

    private static string? Named(CustomAttributeData mark, string name) => mark.NamedArguments.Where(given => given.MemberName == name).Select(given => (string?)given.TypedValue.Value).FirstOrDefault();
}
