using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Register;

/// <summary>What the register itself keeps of a person, declared as a module declares it. Words stand in <see cref="RegisterTexts"/>.</summary>
internal static class HostPersonalData
{
    public const string Phone = "Person.Phone", Erasure = "Erasure.Asked", Resident = "Person.Name", Access = "AccessLine.Resident", Consent = "Consent.PersonId", Guardian = "Guardianship.Guardian", Term = "PostTerm.PersonId";

    /// <summary>How long an entry stays after its resident has left, and proofs after they ended: three years.</summary>
    public const int Days = 1095;

    public static IReadOnlyList<PersonalField> All { get; } =
    [
        Field(Resident), Field(Phone), Field("Person.BirthYear"), Field("Person.HouseholdId"), Field("Move.PersonId"), Field("Merge.GoneName"), Field(Term),
        Field(Guardian, "Guardian", days: 0), Field(Consent, "Proof"), Field(Access, "Proof"), Field(Erasure, "Erasure", days: 0),
    ];

    private static PersonalField Field(string field, string kind = "", int days = Days)
    {
        var (key, dot) = ("Personal." + field, kind.Length == 0 ? "" : "." + kind);
        return new(field, Words(key + ".Name"), Words(key + ".Purpose"), Words("Personal.Basis" + dot), Words("Personal.Retention" + dot), days);
    }

    private static BilingualText Words(string key) => new(RegisterTexts.In("zh-Hans", key), RegisterTexts.In("en", key));
}
