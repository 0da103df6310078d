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
    /// <summary>Confirms the community's numbers that somebody else entered.</summary>
    public const string ConfirmProfile = "host.confirm-profile";
    /// <summary>Sees a telephone number whole, with a reason that the resident can read.</summary>
    public const string RevealContacts = "host.reveal-contacts";
    /// <summary>Takes lists of residents out of the house.</summary>
    public const string ExportRegister = "host.export-register";

    /// <summary>Notes residents' consents and withdrawals, and children's guardians.</summary>
    public const string KeepConsents = "host.keep-consents";
    /// <summary>Shows, prints and takes out everything that is held of one resident, upon her wish.</summary>
    public const string ExportPerson = "host.export-person";
    /// <summary>Erases everything that is held of one resident.</summary>
    public const string ErasePerson = "host.erase-person";
    /// <summary>Sees what has outlived its purpose; keeps impact assessments and breach sheets.</summary>
    public const string Privacy = "host.privacy";

    public static IReadOnlyList<string> All { get; } =
        [ManageAccounts, ManageDevices, ManageModules, SeeAudit, SeeRegister, ManageRegister, ConfirmProfile, RevealContacts, ExportRegister, KeepConsents, ExportPerson, ErasePerson, Privacy];

    /// <summary>What a role receives when a community is created.</summary>
    public static IReadOnlyList<string> Default(string role) => role switch
    {
        Roles.CommunityAdmin => All,
        Roles.Worker => [SeeRegister, RevealContacts, KeepConsents],
        _ => [],
    };
}
