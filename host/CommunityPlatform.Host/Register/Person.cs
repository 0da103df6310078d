using CommunityPlatform.Sdk.Privacy;

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

    /// <summary>联系电话, sealed. Set it by <see cref="Contact"/>, which keeps the two indexes right.</summary>
    public Sealed? Phone { get; set; }

    /// <summary>Finds the whole number without anybody reading it.</summary>
    [BlindIndex(nameof(Phone))]
    public string? PhoneIndex { get; set; }

    /// <summary>Finds the last four digits.</summary>
    [BlindIndex(nameof(Phone), Sub = "tail", Last = 4)]
    public string? PhoneTailIndex { get; set; }

    public required int BirthYear { get; set; }

    /// <summary>迁出: since when she lives here no more; null while she does.</summary>
    public DateTime? LeftAt { get; set; }

    public long Version { get; set; }
}
