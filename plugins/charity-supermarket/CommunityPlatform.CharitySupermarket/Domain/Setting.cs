using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>设置 · The community's own limits; one row.</summary>
[NotPersonal("The shop's limits.")]
internal sealed class Setting
{
    /// <summary>The key of the one row.</summary>
    public static readonly Guid Key = new("0193512f-0000-7000-8000-000000000001");

    /// <summary>The largest value of one thing, voucher or limit: ten thousand yuan.</summary>
    public const long MostFen = 1_000_000;

    public Guid Id { get; private set; } = Key;

    /// <summary>What one beneficiary may receive in a quarter.</summary>
    public long QuarterLimitFen { get; private set; } = 30_000;

    /// <summary>How many days a voucher lasts.</summary>
    public int VoucherDays { get; private set; } = 90;
    public long Version { get; private set; } = 1;

    public void Set(long quarterLimitFen, int voucherDays)
    {
        (QuarterLimitFen, VoucherDays) = (quarterLimitFen, voucherDays);
        Version++;
    }
}
