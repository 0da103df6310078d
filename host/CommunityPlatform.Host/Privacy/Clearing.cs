using CommunityPlatform.Sdk.Contributions;

namespace CommunityPlatform.Host.Privacy;

/// <summary>到期清理 · What one nightly run did with one declared field of one module; a module that had nothing has one line without a field.</summary>
internal sealed class Clearing
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid Run { get; init; }
    public required DateTime At { get; init; }
    public required string Module { get; init; }
    public string? Field { get; init; }
    public int Count { get; init; }
    public Fate Fate { get; init; }
    /// <summary>The module failed; nothing of it was changed.</summary>
    public bool Failed { get; init; }
}
