using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Admin;

/// <summary>What a package file means for what is installed.</summary>
public enum OfferStep
{
    /// <summary>No version of it is known here.</summary>
    New,
    /// <summary>Newer than what is here.</summary>
    Newer,
    /// <summary>Older than what is here.</summary>
    Older,
    /// <summary>The same version, another content.</summary>
    OtherBuild,
    /// <summary>It is in the store already.</summary>
    Same,
}

/// <summary>Another module that is needed, and the version that is loaded, if any.</summary>
public sealed record OfferNeed(string Name, string Range, string? Loaded);

/// <summary>包文件预览 · All that the operator should know of a package file before she lets it in.</summary>
public sealed record OfferRow
{
    public required PackageOffer Offer { get; init; }
    public ModuleManifest? Manifest => Offer.Package?.Manifest;
    public SignatureState State { get; init; }
    /// <summary>The operator's name for a trusted publisher, the claim of an unknown one.</summary>
    public string? Publisher { get; init; }
    public OfferStep Step { get; init; }
    /// <summary>The version that runs now, or the newest that is here.</summary>
    public string? Here { get; init; }
    public bool Runs { get; init; }
    /// <summary>Communities that have it on.</summary>
    public IReadOnlyList<string> On { get; init; } = [];
    public IReadOnlyList<OfferNeed> Needs { get; init; } = [];
    /// <summary>Permissions that the version here does not have.</summary>
    public IReadOnlyList<PermissionEntry> NewPermissions { get; init; } = [];
    /// <summary>Personal fields that the version here does not keep.</summary>
    public IReadOnlyList<PersonalField> NewPersonalData { get; init; } = [];
    /// <summary>Who stood for the version here, where it was somebody else.</summary>
    public string? OtherPublisher { get; init; }

    public bool NeedsYes => Offer.Refusal is null && State != SignatureState.Trusted;
}
