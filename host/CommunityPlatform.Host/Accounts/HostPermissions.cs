namespace CommunityPlatform.Host.Accounts;

/// <summary>The platform's own permissions. Their words stand in <see cref="AccountTexts"/> under <c>Permission.</c>.</summary>
internal static class HostPermissions
{
    public const string ManageAccounts = "host.manage-accounts";
    public const string ManageDevices = "host.manage-devices";
    public const string ManageModules = "host.manage-modules";
    public const string SeeAudit = "host.see-audit";
    public const string SeeRegister = "host.see-register";
    public const string ManageRegister = "host.manage-register";

    public static IReadOnlyList<string> All { get; } = [ManageAccounts, ManageDevices, ManageModules, SeeAudit, SeeRegister, ManageRegister];

    /// <summary>What a role receives when a community is created.</summary>
    public static IReadOnlyList<string> Default(string role) => role switch
    {
        Roles.CommunityAdmin => All,
        Roles.Worker => [SeeRegister],
        _ => [],
    };
}
