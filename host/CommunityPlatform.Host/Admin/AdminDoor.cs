using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Components;

namespace CommunityPlatform.Host.Admin;

/// <summary>Asks again before each act: a tab may stay open longer than a right lasts.</summary>
internal sealed class AdminDoor(CurrentVisit visit, Grants grants)
{
    public const string ManageModules = "host.manage-modules";
    public const string SeeAudit = "host.see-audit";

    public ValueTask<bool> MaySwitch() => grants.May(visit, ManageModules);

    public ValueTask<bool> IsOperator() => visit.IsOperator();

    public async ValueTask<string> Name() => (await visit.Person()).Name;
}
