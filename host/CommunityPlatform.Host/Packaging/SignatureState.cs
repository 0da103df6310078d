namespace CommunityPlatform.Host.Packaging;

/// <summary>签名状态 · Who stands for a package file. A broken signature is no state: such a file is refused.</summary>
public enum SignatureState
{
    /// <summary>Nobody signed it.</summary>
    Unsigned,
    /// <summary>The signature fits, the publisher is not on the operator's list.</summary>
    Unknown,
    /// <summary>The signature fits and the operator trusts its publisher.</summary>
    Trusted,
}
