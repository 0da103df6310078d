using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Host.Privacy;

/// <summary>Where an erasure in one module stands.</summary>
internal enum ErasureState
{
    /// <summary>The module is off, or failed; it is done when it comes back.</summary>
    Waiting,
    Done,
}

/// <summary>待删除 · What one module has still to erase of one person. What leads to her lies sealed, and goes when it is done.</summary>
internal sealed class Erasure
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required string Module { get; init; }
    /// <summary>Whom and which records, sealed; null once it is done.</summary>
    public Sealed? Asked { get; set; }
    public required DateTime At { get; init; }
    public required string By { get; init; }
    public ErasureState State { get; set; }
    public DateTime? DoneAt { get; set; }
    /// <summary>Records that may have been hers and stayed, because nobody could confirm them.</summary>
    public int Unsure { get; set; }
    public int Attempts { get; set; }
}
