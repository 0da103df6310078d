using CommunityPlatform.CharitySupermarket.Counter;
using CommunityPlatform.CharitySupermarket.Donations;
using CommunityPlatform.CharitySupermarket.Stock;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

public sealed class StockTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task A_void_returns_goods_and_balance_by_new_rows()
    {
        var (rice, redemption, code) = await Redeemed();
        await _frame.Did(Some.Other, new VoidRedemption(redemption));
        Assert.Equal((10, 10, 20_000L), (await _frame.Left(rice), await _frame.Moved(rice), await _frame.BalanceOf(code)));
        Assert.Equal(VoucherState.Issued, await _frame.Look(db => db.Vouchers.Select(one => one.State).SingleAsync()));
        Assert.Equal(3, await _frame.Look(db => db.Movements.CountAsync()));
        Assert.IsType<AlreadyVoided>(await _frame.Refusal(Some.Other, new VoidRedemption(redemption)));
    }

    [Fact]
    public async Task Who_served_does_not_void_and_nobody_does_on_the_next_day()
    {
        var (_, redemption, _) = await Redeemed();
        Assert.IsType<CannotVoidOwnRedemption>(await _frame.Refusal(Some.Clerk, new VoidRedemption(redemption)));
        _frame.Now = _frame.Now.AddDays(1);
        Assert.IsType<OnlySameDay>(await _frame.Refusal(Some.Other, new VoidRedemption(redemption)));
    }

    [Fact]
    public async Task Refuses_to_discard_more_than_is_left()
    {
        var lot = await Lot(4);
        Assert.Equal(new StockTooSmall(4), await _frame.Refusal(Some.Asker, new DiscardGoods(lot, 5, MovementReason.Damaged)));
        await _frame.Did(Some.Asker, new DiscardGoods(lot, 4, MovementReason.Damaged));
    }

    [Fact]
    public async Task A_count_writes_the_difference_and_refuses_an_old_view()
    {
        var lot = await Lot(4);
        await _frame.Did(Some.Asker, new CountStock(lot, 1, 3));
        Assert.Equal([4, -1], await _frame.Look(db => db.Movements.OrderBy(one => one.Id).Select(one => one.Quantity).ToListAsync()));
        Assert.IsType<Stale>(await _frame.Refusal(Some.Asker, new CountStock(lot, 1, 4)));
    }

    [Fact]
    public async Task A_donor_is_named_only_with_consent()
    {
        var rice = await _frame.Good();
        Assert.IsType<InvalidFields>(await _frame.Refusal(Some.Asker, new ReceiveDonation(DonorKind.Unit, "Shop", false, [new(rice, 1, null)])));
        await _frame.Did(Some.Asker, new ReceiveDonation(DonorKind.Unit, "Shop", true, [new(rice, 1, null)]));
        Assert.Equal("Shop", await _frame.Look(db => db.Donations.Select(one => one.DonorName).SingleAsync()));
    }

    [Fact]
    public async Task Refuses_a_gift_that_has_expired_and_an_empty_one()
    {
        var rice = await _frame.Good();
        Assert.Equal(new GoodsExpired("Rice"), await _frame.Refusal(Some.Asker, new ReceiveDonation(DonorKind.Anonymous, null, false, [new(rice, 1, _frame.Today.AddDays(-1))])));
        Assert.IsType<InvalidFields>(await _frame.Refusal(Some.Asker, new ReceiveDonation(DonorKind.Anonymous, null, false, [])));
    }

    private async Task<(Guid Rice, Guid Redemption, string Code)> Redeemed()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        var code = await _frame.Voucher();
        await _frame.Did(Some.Clerk, Some.Basket(code, rice, 2));
        return (rice, await _frame.Look(db => db.Redemptions.Select(one => one.Id).SingleAsync()), code);
    }

    private async Task<Guid> Lot(int quantity)
    {
        await _frame.Given(await _frame.Good(), quantity);
        return await _frame.Look(db => db.Lots.Select(one => one.Id).SingleAsync());
    }
}
