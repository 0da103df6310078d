using CommunityPlatform.Host.Components;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Accounts;

/// <summary>On whose behalf the desk acts.</summary>
/// <param name="AccountId">The account, or null for the platform itself.</param>
/// <param name="Name">What stands in the logs.</param>
/// <param name="RunsPlatform">Operator, set-up or scene: not bound to one community.</param>
internal sealed record Asker(string? AccountId, string Name, bool RunsPlatform)
{
    public static Asker Platform { get; } = new(null, "platform", true);

    public CurrentPerson Person => new(AccountId, Name, AccountId is null ? PersonKind.Platform : PersonKind.Staff);

    public static async ValueTask<Asker> Of(CurrentVisit visit)
    {
        var person = await visit.Person();
        return new(person.AccountId ?? "", person.Name, await visit.IsOperator());
    }
}
