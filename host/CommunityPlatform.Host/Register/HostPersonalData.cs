using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Register;

/// <summary>What the register itself keeps of a person, declared as a module declares it. Words stand in <see cref="RegisterTexts"/>.</summary>
internal static class HostPersonalData
{
    public const string Phone = "Person.Phone";

    public static IReadOnlyList<PersonalField> All { get; } = [Field("Person.Name"), Field(Phone), Field("Person.BirthYear"), Field("Person.HouseholdId")];

    private static PersonalField Field(string field)
    {
        var key = "Personal." + field;
        return new(field, Words(key + ".Name"), Words(key + ".Purpose"), Words("Personal.Basis"), Words("Personal.Retention"), RetentionDays: 0);
    }

    private static BilingualText Words(string key) => new(RegisterTexts.In("zh-Hans", key), RegisterTexts.In("en", key));
}
