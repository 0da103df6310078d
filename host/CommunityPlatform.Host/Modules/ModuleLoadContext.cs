using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// The collectible home of one loaded package version. Everything the host ships is the host's (types unify); everything else
/// is private to the package. Managed files are read into memory, so that no file is ever held.
/// </summary>
internal sealed class ModuleLoadContext(string id, string version, string folder, string mainAssembly)
    : AssemblyLoadContext($"module:{id}@{version}", isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(Path.Combine(folder, mainAssembly));

    public string ModuleId { get; } = id;

    public Assembly LoadMain() => FromBytes(Path.Combine(folder, mainAssembly));

    protected override Assembly? Load(AssemblyName name)
    {
        if (HostAssemblies.Names.ContainsKey(name.Name!)) return null;
        if (_resolver.ResolveAssemblyToPath(name) is { } path) return FromBytes(path);
        // Null would let the runtime look among the host's own, where a private library is found.
        return HostAssemblies.IsPrivate(name.Name!) ? throw new FileNotFoundException($"{name.Name} is not in the package.", name.Name) : null;
    }

    protected override nint LoadUnmanagedDll(string name) =>
        (_resolver.ResolveUnmanagedDllToPath(name) ?? Beside(name)) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    /// <summary>A native library laid into the package by hand, which its deps.json does not name.</summary>
    private string? Beside(string name)
    {
        var native = Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        var generic = Path.Combine(folder, "runtimes", $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native");
        string[] names = OperatingSystem.IsWindows() ? [name, name + ".dll"] : OperatingSystem.IsMacOS() ? [name, $"lib{name}.dylib"] : [name, $"lib{name}.so"];
        return (from place in new[] { native, generic } from file in names select Path.Combine(place, file)).FirstOrDefault(File.Exists);
    }

    private Assembly FromBytes(string path)
    {
        using var code = new MemoryStream(File.ReadAllBytes(path));
        var symbols = Path.ChangeExtension(path, ".pdb");
        if (!File.Exists(symbols)) return LoadFromStream(code);
        using var pdb = new MemoryStream(File.ReadAllBytes(symbols));
        return LoadFromStream(code, pdb);
    }
}

/// <summary>What the host ships: the framework, the SDK and its libraries. These names never come out of a package.</summary>
internal static class HostAssemblies
{
    /// <summary>What the host uses inside and shows no module; a package may bring its own version.</summary>
    private static readonly string[] Private = ["DocumentFormat.OpenXml", "System.IO.Packaging"];

    public static bool IsPrivate(string name) => Private.Contains(name, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, string> Names { get; } =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .Where(group => !IsPrivate(group.Key))
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The module that a type belongs to, or null for the host's own. Looks into generic arguments and arrays.</summary>
    public static ModuleLoadContext? ContextOf(Type type)
    {
        if (AssemblyLoadContext.GetLoadContext(type.Assembly) is ModuleLoadContext context) return context;
        if (type.HasElementType) return ContextOf(type.GetElementType()!);
        if (!type.IsConstructedGenericType) return null;
        foreach (var argument in type.GetGenericArguments())
            if (ContextOf(argument) is { } inner) return inner;
        return null;
    }
}
