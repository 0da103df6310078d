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
    /// <summary>Sees a telephone number whole, with a reason that the resident can read.</summary>
    public const string RevealContacts = "host.reveal-contacts";
    /// <summary>Takes lists of residents out of the house.</summary>
    public const string ExportRegister = "host.export-register";

    public static IReadOnlyList<string> All { get; } = [ManageAccounts, ManageDevices, ManageModules, SeeAudit, SeeRegister, ManageRegister, RevealContacts, ExportRegister];

    /// <summary>What a role receives when a community is created.</summary>
    public static IReadOnlyList<string> Default(string role) => role switch
    {
        Roles.CommunityAdmin => All,
        Roles.Worker => [SeeRegister, RevealContacts],
        _ => [],
    };
}
