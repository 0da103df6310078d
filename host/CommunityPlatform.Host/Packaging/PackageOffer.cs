using CommunityPlatform.Host.Modules;
using CommunityPlatform.Packaging;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Packaging;

/// <summary>待处理的包文件 · A package file that was brought and is not in the store yet: what it says of itself, or why it is refused.</summary>
/// <param name="Path">Where the file lies.</param>
/// <param name="Dropped">It lies in the plugins folder; otherwise it was uploaded.</param>
/// <param name="Sha256">Of the file, where it could be read to its end.</param>
/// <param name="Refusal">Why it will not be taken whoever agrees.</param>
public sealed record PackageOffer(Guid Id, string FileName, string Path, bool Dropped, long Bytes, string? Sha256, ModuleRefusal? Refusal, OfferedPackage? Package)
{
    /// <summary>The file's name as it may stand in a message.</summary>
    public string Shown => ArchiveNames.Shown(FileName);
}

/// <summary>What a checked package file holds.</summary>
/// <param name="Key">Version and stamp that it will have in the store.</param>
/// <param name="Files">How many files there are.</param>
/// <param name="Bytes">Their size together.</param>
public sealed record OfferedPackage(ModuleManifest Manifest, string Key, int Files, long Bytes)
{
    /// <summary>Proven to fit, or null.</summary>
    internal PackageSignature? Signature { get; init; }

    /// <summary>The key it was signed with.</summary>
    public string? KeyId => Signature?.KeyId;
}
