using CommunityPlatform.Sdk;

namespace CommunityPlatform.Host.Privacy;

/// <summary>监护关系 · What a guardian is to the child.</summary>
public enum GuardianRelation
{
    /// <summary>父亲或母亲</summary>
    Parent,
    /// <summary>祖父母或外祖父母</summary>
    Grandparent,
    /// <summary>成年兄姐</summary>
    Sibling,
    /// <summary>其他依法担任监护人的人</summary>
    Other,
    /// <summary>未注明 · From a spreadsheet that does not say; nobody chooses it by hand.</summary>
    Unstated,
}

/// <summary>监护 · Who decides for a child under 14; both stand in the register.</summary>
internal sealed class Guardianship
{
    public const int Age = 14;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid Child { get; init; }
    public required Guid Guardian { get; init; }
    public required GuardianRelation Relation { get; init; }
    public required DateTime At { get; init; }
    public required string By { get; init; }

    /// <summary>
    /// Whether somebody born in a year has to be taken for a child. The register knows no birthday: who turns 14 in this year is still
    /// guarded to its end.
    /// </summary>
    public static bool Guards(int birthYear, DateTime now) => ChinaTime.Day(now).Year - birthYear <= Age;

    /// <summary>Whether somebody born in a year is surely of age.</summary>
    public static bool IsOfAge(int birthYear, DateTime now) => ChinaTime.Day(now).Year - birthYear > 18;
}
