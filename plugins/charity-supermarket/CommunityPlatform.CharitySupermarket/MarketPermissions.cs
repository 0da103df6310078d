namespace CommunityPlatform.CharitySupermarket;

/// <summary>权限 · What the plugin's acts need; the plain words stand in module.json.</summary>
public static class MarketPermissions
{
    /// <summary>Take donations in.</summary>
    public const string Intake = "charity-supermarket.intake";

    /// <summary>Keep goods, count and discard.</summary>
    public const string Stock = "charity-supermarket.stock";

    /// <summary>Keep beneficiaries, ask for vouchers, print them.</summary>
    public const string RequestVoucher = "charity-supermarket.request-voucher";

    /// <summary>Approve or reject a voucher somebody else asked for.</summary>
    public const string ApproveVoucher = "charity-supermarket.approve-voucher";

    /// <summary>Serve at the counter.</summary>
    public const string Counter = "charity-supermarket.counter";

    /// <summary>See values by month.</summary>
    public const string Report = "charity-supermarket.report";

    /// <summary>See stock and vouchers.</summary>
    public const string View = "charity-supermarket.view";

    /// <summary>Change the limit and the time a voucher lasts.</summary>
    public const string Settings = "charity-supermarket.settings";
}
