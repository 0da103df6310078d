namespace CommunityPlatform.Host.Packaging;

/// <summary>安装决定 · Who let which package file in, when, and what was known of its publisher then.</summary>
internal sealed class PackageDecision
{
    /// <summary>Of the package file: another content is another decision.</summary>
    public required string Sha256 { get; init; }
    public required string FileName { get; set; }
    public required string Module { get; set; }
    /// <summary>Version and stamp in the store.</summary>
    public required string Package { get; set; }
    public SignatureState State { get; set; }
    public string? Publisher { get; set; }
    public string? KeyId { get; set; }
    /// <summary>The operator said yes though nobody trusted stands for it.</summary>
    public bool Agreed { get; set; }
    public DateTime At { get; set; }
    public required string By { get; set; }
}
