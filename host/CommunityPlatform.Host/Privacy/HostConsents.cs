using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Privacy;

/// <summary>What the register itself asks consent for, declared as a module declares it.</summary>
internal static class HostConsents
{
    public const string ActivityCalls = "host.activity-calls";

    public static IReadOnlyList<ConsentPurpose> All { get; } = [new(ActivityCalls, Words("Consent." + ActivityCalls + ".Name"), Words("Consent." + ActivityCalls + ".Notice"))];

    private static BilingualText Words(string key) => new(PrivacyTexts.In("zh-Hans", key), PrivacyTexts.In("en", key));
}
