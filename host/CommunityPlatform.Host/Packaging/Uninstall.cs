namespace CommunityPlatform.Host.Packaging;

/// <summary>待删除 · A module that is to leave with its data; until it is due this can be undone.</summary>
internal sealed class Uninstall
{
    public required string Module { get; init; }
    public DateTime Asked { get; init; }
    public DateTime Due { get; init; }
    public required string By { get; init; }
    /// <summary>The folder's name in each community's <c>exports</c>.</summary>
    public required string Export { get; init; }
}
