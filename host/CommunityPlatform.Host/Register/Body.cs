namespace CommunityPlatform.Host.Register;

/// <summary>组织类型. Bodies of the party stand in the module of party building, since who belongs to them is nobody else's business.</summary>
public enum BodyKind
{
    /// <summary>居民委员会.</summary>
    ResidentsCommittee,
    /// <summary>下属委员会 · Of the residents' committee: mediation, public order, public health…</summary>
    WorkingCommittee,
    /// <summary>居民代表会议、议事协商 · The residents' assemblies.</summary>
    Assembly,
    /// <summary>领导小组 · For a campaign or a task.</summary>
    LeadingGroup,
    /// <summary>工作站、服务站 · Where full-time workers work.</summary>
    Station,
    /// <summary>群团组织 · Mass organisations.</summary>
    MassOrganisation,
    /// <summary>社区社会组织 · Associations of residents.</summary>
    CivilBody,
    /// <summary>其他.</summary>
    Other,
}

/// <summary>组织 · A committee, group or association of the community; its posts say who does what in it.</summary>
internal sealed class Body
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public required BodyKind Kind { get; set; }

    /// <summary>上级组织 · Null at the top.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>成立日期.</summary>
    public DateOnly? Founded { get; set; }

    /// <summary>撤销日期 · The last day; null while it lives.</summary>
    public DateOnly? Closed { get; set; }

    public long Version { get; set; }
}
