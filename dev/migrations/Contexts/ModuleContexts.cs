using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using CommunityPlatform.Sdk.Data;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Dev.Migrations.Contexts;

/// <summary>Data contexts of modules and plugins.</summary>
internal static class ModuleContexts
{
    /// <summary>A context of a project, which is built first.</summary>
    public static async Task<ContextSource> OfProject(string project, string context)
    {
        var folder = Path.GetFullPath(project);
        if (!Directory.Exists(folder)) throw new ArgumentException($"There is no folder {folder}.");
        await Build(folder);
        var name = Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar));
        var found = In(Path.Combine(folder, "bin", "Debug", "net10.0", name + ".dll"));
        var type = found.FirstOrDefault(type => type.Name == context)
            ?? throw new ArgumentException($"{name} has no context {context}; it has {string.Join(", ", found.Select(type => type.Name).DefaultIfEmpty("none"))}.");
        // Beside the migrations there are, else beside the context.
        var last = type.Assembly.GetTypes().LastOrDefault(type => type.IsSubclassOf(typeof(Migration)))?.Namespace ?? $"{type.Namespace}.Migrations";
        var inside = last.StartsWith(name + ".", StringComparison.Ordinal) ? last[(name.Length + 1)..] : "Migrations";
        return new(type, Path.Combine(folder, Path.Combine(inside.Split('.'))), last);
    }

    /// <summary>The contexts of every package in a folder of packages.</summary>
    public static IEnumerable<ContextSource> InPackages(string folder) =>
        from package in Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToArray() : []
        from file in Directory.GetFiles(package, "*.deps.json")
        from type in In(file.Replace(".deps.json", ".dll", StringComparison.Ordinal))
        select new ContextSource(type, "", $"{type.Namespace}.Migrations");

    private static List<Type> In(string file)
    {
        if (!File.Exists(file)) return [];
        // One context each, so that two packages may bring two versions of one library; what this tool has itself is shared.
        var own = new AssemblyDependencyResolver(file);
        var load = new AssemblyLoadContext(file);
        load.Resolving += (context, name) => own.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        return [.. load.LoadFromAssemblyPath(file).GetTypes().Where(type => type.IsSubclassOf(typeof(ModuleDbContext)) && !type.IsAbstract)];
    }

    private static async Task Build(string folder)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", folder, "-v", "q", "--nologo"]) { RedirectStandardOutput = true })!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode != 0) throw new ArgumentException($"{folder} does not build:\n{said}");
    }
}
