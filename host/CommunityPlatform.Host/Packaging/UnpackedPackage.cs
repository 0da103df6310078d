using CommunityPlatform.Packaging;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Packaging;

/// <summary>A package file that was checked wholly and lies unpacked in a folder of its own.</summary>
/// <param name="Folder">The temporary folder.</param>
/// <param name="Sha256">Of the package file.</param>
/// <param name="Stamp">Eight characters of the list's hash: two builds of one version differ in it, signed and unsigned do not.</param>
/// <param name="Manifest">Its module.json.</param>
/// <param name="Signature">Proven to fit, or null.</param>
/// <param name="Files">How many files there are.</param>
/// <param name="Bytes">Their size together.</param>
internal sealed record UnpackedPackage(string Folder, string Sha256, string Stamp, ModuleManifest Manifest, PackageSignature? Signature, int Files, long Bytes)
{
    /// <summary>The key that the package will have in the store.</summary>
    public string Key => $"{NuGet.Versioning.SemanticVersion.Parse(Manifest.Version)}+{Stamp}";
}
