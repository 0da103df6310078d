namespace CommunityPlatform.CharitySupermarket.Scene;

/// <summary>The section <c>charitySupermarket</c> of a scene file; days count from the day it is loaded.</summary>
internal sealed record SceneSection(IReadOnlyList<SceneGood> Goods, IReadOnlyList<SceneDonation> Donations, IReadOnlyList<SceneEligibility> Eligibilities,
    IReadOnlyList<SceneVoucher> Vouchers, IReadOnlyList<SceneRedemption> Redemptions, SceneLimits? Limits);

internal sealed record SceneLimits(int VouchersPerBeneficiaryAndQuarter);

internal sealed record SceneGood(string Key, string Name, string Unit, long VoucherValueFen, int LowStock, string? Barcode);

internal sealed record SceneDonation(string No, int DaysAgo, string DonorKind, string? Donor, IReadOnlyList<SceneLine> Lines);

internal sealed record SceneLine(string Good, int Quantity, int? ExpiresInDays);

internal sealed record SceneEligibility(string Code, int FromDaysAgo, int UntilInDays);

internal sealed record SceneVoucher(string No, string Beneficiary, string Kind, long ValueFen, int IssuedDaysAgo, int ExpiresInDays, string GrantedBy, string? ApprovedBy);

internal sealed record SceneRedemption(string No, string Voucher, int DaysAgo, string Counter, IReadOnlyList<SceneLine> Lines);
