namespace CommunityPlatform.Host.Audit;

/// <summary>
/// 链头 · The last line of a community's audit chain. Every act takes this one row first, so that two hosts on one database
/// write one behind the other and never two lines behind the same one.
/// </summary>
internal sealed class AuditHead
{
    /// <summary>The key of the only row.</summary>
    public const string Only = "head";

    public string Id { get; init; } = Only;
    public long Sequence { get; set; }
    public required string Hash { get; set; }
}
