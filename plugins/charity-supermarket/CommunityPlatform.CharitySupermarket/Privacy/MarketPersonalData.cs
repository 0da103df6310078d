using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Privacy;

/// <summary>
/// 本人信息 · What the shop holds of a person. Beneficiaries are codes by design: only who shows the code, or a voucher of hers, is
/// found. A donor is found by the name that she wanted to be named by, and a person decides whether it is she.
/// </summary>
internal sealed class MarketPersonalData(MarketDbContext db, IStringLocalizer<Texts> texts) : IPersonalDataSource
{
    /// <summary>How long codes stay after the entitlement ended, and donors' names after the donation.</summary>
    public const int Days = 1095;

    private const string OfBeneficiary = "beneficiary-", OfDonation = "donation-";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldRecord>> About(PersonAsked person, CancellationToken stop)
    {
        var records = new List<HeldRecord>();
        var codes = person.Codes.Select(ReadableCode.Tidy).ToList();
        var byVoucher = db.Vouchers.Where(one => (one.Code != null && codes.Contains(one.Code)) || person.Codes.Contains(one.Number)).Select(one => one.BeneficiaryId);
        foreach (var one in await db.Beneficiaries.AsNoTracking().Where(one => person.Codes.Contains(one.Code) || byVoucher.Contains(one.Id)).OrderBy(one => one.Code).ToListAsync(stop))
        {
            var vouchers = await db.Vouchers.AsNoTracking().CountAsync(voucher => voucher.BeneficiaryId == one.Id, stop);
            records.Add(new(OfBeneficiary + one.Id, texts["Own.Beneficiary"],
            [
                new(texts["Own.Code"], one.Code), new(texts["Own.Period"], $"{texts.Day(one.From)} – {texts.Day(one.Until)}"), new(texts["Own.Source"], texts.Name(one.Source)),
                new(texts["Own.Vouchers"], $"{vouchers}"),
            ], Fate.Anonymised));
        }
        foreach (var one in await db.Donations.AsNoTracking().Where(one => one.DonorName != null && (one.DonorName == person.Name || person.Codes.Contains(one.Number))).OrderBy(one => one.At).ToListAsync(stop))
            records.Add(new(OfDonation + one.Id, texts["Own.Donation"], [new(texts["Number"], one.Number), new(texts["Own.At"], texts.Moment(one.At)), new(texts["Own.Donor"], one.DonorName!)], Fate.Anonymised,
                person.Codes.Contains(one.Number)));
        return records;
    }

    /// <inheritdoc/>
    public async Task Erase(PersonAsked person, IReadOnlySet<string> keys, CancellationToken stop)
    {
        var (beneficiaries, donations) = (Ids(keys, OfBeneficiary), Ids(keys, OfDonation));
        foreach (var one in await db.Beneficiaries.Where(one => beneficiaries.Contains(one.Id)).ToListAsync(stop)) one.Forget();
        foreach (var one in await db.Donations.Where(one => donations.Contains(one.Id)).ToListAsync(stop)) one.ForgetDonor();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutlivedData>> Clear(DateTime now, CancellationToken stop)
    {
        var (before, day) = (now.AddDays(-Days), ChinaTime.Day(now).AddDays(-Days));
        var named = await db.Donations.Where(one => one.At < before && one.DonorName != null).ToListAsync(stop);
        foreach (var one in named) one.ForgetDonor();
        var ended = (await db.Beneficiaries.Where(one => one.Until < day).ToListAsync(stop)).FindAll(one => !one.IsForgotten);
        var claimed = ended.Count(one => one.AccountId is not null);
        foreach (var one in ended) one.Forget();
        return [new("Donation.DonorName", named.Count, Fate.Erased), new("Beneficiary.Code", ended.Count, Fate.Anonymised), new("Beneficiary.AccountId", claimed, Fate.Erased)];
    }

    private static List<Guid> Ids(IReadOnlySet<string> keys, string kind) =>
        [.. keys.Where(key => key.StartsWith(kind, StringComparison.Ordinal)).Select(key => Guid.TryParse(key.AsSpan(kind.Length), out var id) ? id : Guid.Empty)];
}
