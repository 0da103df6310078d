namespace CommunityPlatform.Host.Register;

/// <summary>户: the people behind one door.</summary>
public sealed class Household
{
    public required Guid Id { get; init; }

    public required Guid BuildingId { get; set; }

    /// <summary>单元: counted from 1.</summary>
    public required int Stair { get; set; }

    /// <summary>门牌 as people say it, stair included: <c>3单元502</c>. Two households may share one door.</summary>
    public required string Door { get; set; }
}
