namespace CommunityPlatform.Host.Register;

/// <summary>楼栋: stands in exactly one grid.</summary>
public sealed class Building
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required Guid GridId { get; set; }

    /// <summary>单元数: the number of stairs.</summary>
    public required int Stairs { get; set; }

    /// <summary>层数: the number of floors.</summary>
    public required int Floors { get; set; }
}
