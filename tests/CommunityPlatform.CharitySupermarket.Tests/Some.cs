using CommunityPlatform.CharitySupermarket.Beneficiaries;
using CommunityPlatform.CharitySupermarket.Counter;
using CommunityPlatform.CharitySupermarket.Donations;
using CommunityPlatform.CharitySupermarket.Stock;
using CommunityPlatform.CharitySupermarket.Vouchers;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

/// <summary>A stocked shop and a voucher, in a few words.</summary>
internal static class Some
{
    public const string Asker = "asker", Approver = "approver", Clerk = "clerk", Other = "other";

    public static Task<Guid> Good(this Frame frame, string name = "Rice", long fen = 3500, int low = 0) =>
        frame.Did(Asker, new KeepGood(null, 0, name, "bag", fen, low, null));

    public static Task<string> Given(this Frame frame, Guid good, int quantity, int? days = null) =>
        frame.Did(Asker, new ReceiveDonation(DonorKind.Anonymous, null, false, [new(good, quantity, days is { } d ? frame.Today.AddDays(d) : null)]));

    public static async Task<Guid> Person(this Frame frame, string code = "D-0001", string? account = null, int until = 100)
    {
        await frame.Did(Asker, new RegisterBeneficiary(code, frame.Today.AddDays(-10), frame.Today.AddDays(until), EligibilitySource.CivilAffairs));
        if (account is not null) await frame.Did(account, new ClaimCode(code));
        return await frame.Look(db => db.Beneficiaries.Where(one => one.Code == code).Select(one => one.Id).SingleAsync());
    }

    public static async Task<Guid> Asked(this Frame frame, Guid person, long fen)
    {
        var number = await frame.Did(Asker, new RequestVoucher(person, fen, VoucherOrigin.Granted));
        return await frame.Look(db => db.Vouchers.Where(one => one.Number == number).Select(one => one.Id).SingleAsync());
    }

    public static async Task<string> Voucher(this Frame frame, long fen = 20_000, Guid? person = null)
    {
        var id = await frame.Asked(person ?? await frame.Person(), fen);
        await frame.Did(Approver, new ApproveVoucher(id, 1));
        return await frame.Look(db => db.Vouchers.Where(one => one.Id == id).Select(one => one.Code!).SingleAsync());
    }

    public static RedeemVoucher Basket(string code, Guid good, int quantity, Guid? request = null) => new(request ?? Guid.CreateVersion7(), code, [new(good, quantity)]);

    public static async Task<int> Left(this Frame frame, Guid good) => await frame.Look(db => db.Lots.Where(one => one.GoodId == good).SumAsync(one => one.Left));

    public static async Task<int> Moved(this Frame frame, Guid good) => await frame.Look(db => db.Movements.Where(one => one.GoodId == good).SumAsync(one => one.Quantity));

    public static async Task<long> BalanceOf(this Frame frame, string code) => await frame.Look(db => db.Vouchers.Where(one => one.Code == code).Select(one => one.BalanceFen).SingleAsync());
}
