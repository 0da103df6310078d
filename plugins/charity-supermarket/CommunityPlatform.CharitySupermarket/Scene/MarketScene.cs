using System.Text.Json;
using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Contributions;

namespace CommunityPlatform.CharitySupermarket.Scene;

/// <summary>演示数据 · Plays the section of a scene day by day through the same entities, so that every rule holds in it.</summary>
internal sealed class MarketScene(MarketDbContext db) : ISceneFiller
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public async Task Fill(JsonElement section, SceneFacts scene, CancellationToken stop)
    {
        var book = section.Deserialize<SceneSection>(Options) ?? throw new InvalidDataException("The section charitySupermarket is empty.");
        var limit = book.Vouchers.Count == 0 ? 0 : book.Vouchers.Max(one => one.ValueFen) * Math.Max(1, book.Limits?.VouchersPerBeneficiaryAndQuarter ?? 1);
        var settings = new Setting();
        settings.Set(Math.Max(settings.QuarterLimitFen, limit), settings.VoucherDays);
        db.Settings.Add(settings);
        var goods = book.Goods.ToDictionary(one => one.Key, one => new Good(one.Name, one.Unit, one.VoucherValueFen, one.LowStock, one.Barcode));
        db.Goods.AddRange(goods.Values);
        var people = book.Eligibilities.ToDictionary(one => one.Code,
            one => new Beneficiary(one.Code, scene.Today.AddDays(-one.FromDaysAgo), scene.Today.AddDays(one.UntilInDays), EligibilitySource.CivilAffairs));
        db.Beneficiaries.AddRange(people.Values);
        var play = new ScenePlay(db, scene, goods, people);
        // At the same day goods come before vouchers, and both before the counter opens.
        foreach (var donation in book.Donations.OrderByDescending(one => one.DaysAgo).ThenBy(one => one.No, StringComparer.Ordinal)) await play.Receive(donation, stop);
        foreach (var voucher in book.Vouchers.OrderByDescending(one => one.IssuedDaysAgo).ThenBy(one => one.No, StringComparer.Ordinal)) await play.Grant(voucher, stop);
        foreach (var redemption in book.Redemptions.OrderByDescending(one => one.DaysAgo).ThenBy(one => one.No, StringComparer.Ordinal)) await play.Redeem(redemption, stop);
    }
}
