namespace CommunityPlatform.Host.Packaging;

/// <summary>受信任的发布者 · A publisher whose packages are taken without asking.</summary>
internal sealed class TrustedPublisher
{
    public required string KeyId { get; init; }
    public required string Name { get; set; }
    /// <summary>The key itself (SubjectPublicKeyInfo), base64.</summary>
    public required string PublicKey { get; init; }
    public DateTime Since { get; init; }
    public required string By { get; init; }
}
