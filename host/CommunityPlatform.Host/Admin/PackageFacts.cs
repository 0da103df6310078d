using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Admin;

/// <summary>What is known of a package without running it.</summary>
internal static class PackageFacts
{
    /// <summary>The name of a module, or its id where no manifest of it can be read.</summary>
    public static string NameOf(this PackageStore store, string id) => store.Manifest(id)?.Name.ToString() ?? id;

    /// <summary>What the newest readable version of a module says of itself.</summary>
    public static ModuleManifest? Manifest(this PackageStore store, string id) => store.Versions(id).FirstOrDefault(package => package.Manifest is not null)?.Manifest;

    /// <summary>
    /// Whether it ships with the product. A manifest may claim so; only the folder it was found in proves it. A version kept
    /// after its folder was replaced counts as what the versions still lying there are.
    /// </summary>
    public static bool ShipsWithProduct(this PackageStore store, Package package, PlatformOptions options) =>
        package.Manifest?.Kind == ModuleKind.Module
        && (package.Origin == package.Folder && package.Problem is null ? store.Versions(package.Id).Any(version => Delivered(version, options)) : Delivered(package, options));

    private static bool Delivered(Package package, PlatformOptions options) =>
        package.Origin.StartsWith(options.PackageFolders[0] + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
