using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Remembers, beside the unchanging copy of a package, that this build of the host has found its tables declared. Without it every
/// start would build the data model of every module before anybody asks for it.
/// </summary>
internal static class DeclaredMark
{
    private static readonly string HostBuild = typeof(DeclaredMark).Module.ModuleVersionId.ToString("N");

    public static bool Stands(Package package, DatabaseKind kind) => File.Exists(PathOf(package)) && File.ReadAllText(PathOf(package)) == Text(kind);

    public static void Set(Package package, DatabaseKind kind) => File.WriteAllText(PathOf(package), Text(kind));

    public static void Remove(Package package) => File.Delete(PathOf(package));

    private static string PathOf(Package package) => Path.TrimEndingDirectorySeparator(package.Folder) + ".declared";

    private static string Text(DatabaseKind kind) => $"{HostBuild} {kind}";
}
