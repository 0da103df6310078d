using CommunityPlatform.Sdk.Manifest;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Modules;

/// <summary>One version of a module or plugin as it lies on disk, with what is wrong with it, if anything.</summary>
/// <param name="Id">The id of its manifest, or its folder's name where the manifest cannot be read.</param>
/// <param name="Version">The version of its manifest, or 0.0.0.</param>
/// <param name="Stamp">Eight characters that tell two contents of one version apart.</param>
/// <param name="Folder">The unchanging copy in the store.</param>
/// <param name="Origin">The folder it was found in.</param>
/// <param name="Manifest">Null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be loaded; null when nothing speaks against it.</param>
internal sealed record Package(
    string Id, SemanticVersion Version, string Stamp, string Folder, string Origin, ModuleManifest? Manifest, ModuleRefusal? Problem)
{
    /// <summary>Version and stamp: tells apart two builds of one version.</summary>
    public string Key => $"{Version}+{Stamp}";
}
