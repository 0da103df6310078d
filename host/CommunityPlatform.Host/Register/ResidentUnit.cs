namespace CommunityPlatform.Host.Register;

/// <summary>驻区单位: an office or company that stands in the community.</summary>
public sealed class ResidentUnit
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public required ResidentUnitKind Kind { get; set; }

    /// <summary>职工人数.</summary>
    public required int Staff { get; set; }
}
