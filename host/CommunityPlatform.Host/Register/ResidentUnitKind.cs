namespace CommunityPlatform.Host.Register;

/// <summary>单位性质. Stored by name: the names never change.</summary>
public enum ResidentUnitKind
{
    /// <summary>行政机关.</summary>
    Administrative = 1,

    /// <summary>国有企业.</summary>
    StateEnterprise = 2,

    /// <summary>事业单位.</summary>
    PublicInstitution = 3,

    /// <summary>民营企业.</summary>
    PrivateEnterprise = 4,
}
