namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>券码 · What opens a voucher at the counter and its balance at the kiosk.</summary>
public static class VoucherCode
{
    /// <summary>Its length.</summary>
    public const int Length = 10;

    /// <summary>As shown.</summary>
    public static string Shown(string code) => ReadableCode.Shown(code, Length);
}
