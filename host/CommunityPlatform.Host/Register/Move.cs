namespace CommunityPlatform.Host.Register;

/// <summary>What kind of move it was.</summary>
public enum MoveKind
{
    /// <summary>迁入 · Came to live here.</summary>
    In,
    /// <summary>社区内搬迁 · From one door to another.</summary>
    Within,
    /// <summary>迁出 · Lives here no more.</summary>
    Out,
    /// <summary>去世 · Has died.</summary>
    Died,
}

/// <summary>迁移记录 · One move of a person, by whom and when.</summary>
internal sealed class Move
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required MoveKind Kind { get; init; }
    public Guid? FromHousehold { get; init; }
    public Guid? ToHousehold { get; init; }
    public required DateTime At { get; init; }
    public required string By { get; init; }
}

/// <summary>合并记录 · Two entries were one person: which one stays, and what the other one said.</summary>
internal sealed class Merge
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid Kept { get; init; }
    public required Guid Gone { get; init; }
    public required Guid GoneHousehold { get; init; }
    public required string GoneName { get; init; }
    public required DateTime At { get; init; }
    public required string By { get; init; }
}
