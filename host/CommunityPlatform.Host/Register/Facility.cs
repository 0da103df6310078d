namespace CommunityPlatform.Host.Register;

/// <summary>用房设施类型.</summary>
public enum FacilityKind
{
    /// <summary>居委会办公用房.</summary>
    Office,
    /// <summary>多功能活动室.</summary>
    ActivityRoom,
    /// <summary>社区警务室.</summary>
    PoliceRoom,
    /// <summary>老年活动室.</summary>
    ElderlyRoom,
    /// <summary>社区服务中心.</summary>
    ServiceCentre,
    /// <summary>社区卫生服务站.</summary>
    HealthStation,
    /// <summary>户外活动场所.</summary>
    OutdoorPlace,
    /// <summary>图书室、阅览室.</summary>
    ReadingRoom,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>用房设施 · A room or place of the community, with what it should measure.</summary>
internal sealed class Facility
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public required FacilityKind Kind { get; set; }

    /// <summary>建筑面积 · In square metres.</summary>
    public required int AreaM2 { get; set; }

    /// <summary>标准面积 · What it should measure at least; 0 where nothing is set. Each community may set its own.</summary>
    public required int StandardM2 { get; set; }

    public long Version { get; set; }

    /// <summary>What the standard for community facilities asks of a kind.</summary>
    public static int UsualStandard(FacilityKind kind) => kind switch
    {
        FacilityKind.Office => 100,
        FacilityKind.ActivityRoom or FacilityKind.ElderlyRoom => 200,
        FacilityKind.PoliceRoom => 50,
        FacilityKind.ServiceCentre or FacilityKind.HealthStation => 150,
        FacilityKind.OutdoorPlace => 1000,
        _ => 0,
    };
}

/// <summary>建设项目 · Building or refitting a facility: who pays how much, from when to when.</summary>
internal sealed class FacilityProject
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FacilityId { get; init; }

    public required string Name { get; set; }

    /// <summary>投资方 · A unit or office, never a person.</summary>
    public required string Investor { get; set; }

    /// <summary>投资额 · In fen.</summary>
    public required long SumFen { get; set; }

    public required DateOnly From { get; set; }

    public required DateOnly To { get; set; }

    public long Version { get; set; }
}
