namespace CommunityPlatform.Host.Register;

/// <summary>
/// 居民. The register keeps name, contact, birth year and dwelling, and nothing more: whatever a module
/// needs beyond that stands in the module's own tables, under its own purpose.
/// </summary>
public sealed class Person
{
    public required Guid Id { get; init; }

    public required Guid HouseholdId { get; set; }

    public required string Name { get; set; }

    /// <summary>Lower-case pinyin without tones or spaces, ü typed as v: <c>lvguilan</c>.</summary>
    public required string NamePinyin { get; set; }

    /// <summary>First letter of each syllable: <c>lgl</c>.</summary>
    public required string NameInitials { get; set; }

    public string? Phone { get; set; }

    public required int BirthYear { get; set; }
}
