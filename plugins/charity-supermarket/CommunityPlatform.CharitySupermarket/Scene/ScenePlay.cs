using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Contributions;

namespace CommunityPlatform.CharitySupermarket.Scene;

/// <summary>One act of the scene after the other. A step that a rule refuses is a fault of the scene file and is said so.</summary>
internal sealed class ScenePlay(MarketDbContext db, SceneFacts scene, Dictionary<string, Good> goods, Dictionary<string, Beneficiary> people)
{
    private readonly Dictionary<string, Voucher> _vouchers = new(StringComparer.Ordinal);

    public async Task Receive(SceneDonation told, CancellationToken stop)
    {
        var (day, at) = When(told.DaysAgo, 2);
        var kind = told.DonorKind switch { "unit" => DonorKind.Unit, "resident" => DonorKind.Resident, _ => DonorKind.Anonymous };
        var donation = new Donation(await db.NextNumber(NumberKind.Donation, day.Year, stop), kind, told.Donor, told.Donor is not null, Clerk, at);
        foreach (var line in told.Lines)
        {
            var good = goods[line.Good];
            var lot = good.Receive(line.Quantity, line.ExpiresInDays is { } days ? scene.Today.AddDays(days) : null, day);
            donation.Add(good, lot, line.Quantity);
            db.Movements.Add(new(MovementKind.In, MovementReason.Donated, lot, line.Quantity, good.ValueFen, Clerk, at, donation.Id));
        }
        db.Donations.Add(donation);
    }

    public async Task Grant(SceneVoucher told, CancellationToken stop)
    {
        var (day, at) = When(told.IssuedDaysAgo, 3);
        var number = await db.NextNumber(NumberKind.Voucher, day.Year, stop);
        var voucher = new Voucher(number, people[told.Beneficiary], told.ValueFen, told.Kind == "granted" ? VoucherOrigin.Granted : VoucherOrigin.Applied, Account(told.GrantedBy), at);
        db.Vouchers.Add(voucher);
        _vouchers.Add(told.No, voucher);
        if (told.ApprovedBy is not null) Insist(told.No, voucher.Approve(Account(told.ApprovedBy), at.AddHours(1), scene.Today.AddDays(told.ExpiresInDays)));
    }

    public async Task Redeem(SceneRedemption told, CancellationToken stop)
    {
        var (day, at) = When(told.DaysAgo, 6);
        var (voucher, account) = (_vouchers[told.Voucher], Account(told.Counter));
        // A scene may hold an attempt after the entitlement ended: the counter refuses it, so nothing happened that day.
        if (voucher.MayBeUsed(account, day) is EligibilityLapsed) return;
        var redemption = new Redemption(await db.NextNumber(NumberKind.Redemption, day.Year, stop), voucher.Id, Guid.CreateVersion7(), account, at);
        foreach (var line in told.Lines)
        {
            var (good, taken) = (goods[line.Good], new List<(Lot Lot, int Quantity)>());
            Insist(told.No, good.Issue(line.Quantity, day, taken));
            redemption.Add(good, line.Quantity);
            foreach (var (lot, quantity) in taken)
                db.Movements.Add(new(MovementKind.Out, MovementReason.Redeemed, lot, -quantity, good.ValueFen, account, at, redemption.Id));
        }
        Insist(told.No, voucher.Spend(redemption.TotalFen, account, day));
        db.Redemptions.Add(redemption);
    }

    private string Clerk => scene.Accounts.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value).FirstOrDefault() ?? "";

    private (DateOnly Day, DateTime At) When(int daysAgo, int hour)
    {
        var day = scene.Today.AddDays(-daysAgo);
        return (day, ChinaTime.StartOf(day).AddHours(7 + hour));
    }

    // A scene may name a sign-in that a smaller demo leaves out; two names stay two persons then.
    private string Account(string signIn) => scene.Accounts.GetValueOrDefault(signIn, signIn);

    private static void Insist(string no, Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidDataException($"The scene's {no} breaks a rule: {refusal.GetType().Name}.");
    }
}
