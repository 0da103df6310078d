using CommunityPlatform.CharitySupermarket.Counter;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

public sealed class RedeemVoucherTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task Takes_goods_and_balance_together()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        var code = await _frame.Voucher();
        var receipt = await _frame.Did(Some.Clerk, Some.Basket(code.ToLowerInvariant(), rice, 2));
        Assert.Equal(("DH-2026-0001", 7000L, 13_000L), (receipt.Number, receipt.TotalFen, receipt.BalanceFen));
        Assert.Equal(8, await _frame.Left(rice));
        Assert.Equal(8, await _frame.Moved(rice));
    }

    [Fact]
    public async Task Refuses_to_spend_more_than_the_balance_and_takes_nothing()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        var code = await _frame.Voucher(10_000);
        Assert.Equal(new Overspent(10_000, 500), await _frame.Refusal(Some.Clerk, Some.Basket(code, rice, 3)));
        Assert.Equal(10, await _frame.Left(rice));
        Assert.Equal(10_000, await _frame.BalanceOf(code));
    }

    [Fact]
    public async Task Refuses_more_than_is_in_stock_also_when_a_good_stands_twice_in_the_basket()
    {
        var soap = await _frame.Good("Soap", 100);
        await _frame.Given(soap, 3);
        var code = await _frame.Voucher();
        var twice = new RedeemVoucher(Guid.CreateVersion7(), code, [new(soap, 2), new(soap, 2)]);
        Assert.Equal(new OutOfStock("Soap", 3), await _frame.Refusal(Some.Clerk, twice));
        Assert.Equal(3, await _frame.Left(soap));
    }

    [Fact]
    public async Task Gives_out_first_what_expires_first()
    {
        var milk = await _frame.Good("Milk", 100);
        await _frame.Given(milk, 2, 30);
        await _frame.Given(milk, 2);
        await _frame.Given(milk, 2, 5);
        var code = await _frame.Voucher();
        await _frame.Did(Some.Clerk, Some.Basket(code, milk, 3));
        var left = await _frame.Look(db => db.Lots.OrderBy(one => one.Expiry == null).ThenBy(one => one.Expiry).Select(one => one.Left).ToListAsync());
        Assert.Equal([0, 1, 2], left);
    }

    [Fact]
    public async Task Never_gives_out_expired_goods()
    {
        var milk = await _frame.Good("Milk", 100);
        await _frame.Given(milk, 5, 3);
        var code = await _frame.Voucher();
        _frame.Now = _frame.Now.AddDays(4);
        Assert.Equal(new GoodsExpired("Milk"), await _frame.Refusal(Some.Clerk, Some.Basket(code, milk, 1)));
    }

    [Fact]
    public async Task The_same_request_twice_redeems_once()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        var code = await _frame.Voucher();
        var basket = Some.Basket(code, rice, 1);
        var first = await _frame.Did(Some.Clerk, basket);
        var second = await _frame.Did(Some.Clerk, basket);
        Assert.Equal(first.Number, second.Number);
        Assert.Equal(9, await _frame.Left(rice));
        Assert.Equal(16_500, await _frame.BalanceOf(code));
    }

    [Fact]
    public async Task Refuses_a_counter_who_approved_the_voucher_and_one_whose_voucher_it_is()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        var code = await _frame.Voucher(person: await _frame.Person(account: Some.Other));
        Assert.IsType<CounterIsApprover>(await _frame.Refusal(Some.Approver, Some.Basket(code, rice, 1)));
        Assert.IsType<CannotServeOneself>(await _frame.Refusal(Some.Other, Some.Basket(code, rice, 1)));
    }

    [Fact]
    public async Task Refuses_a_used_an_expired_and_an_unknown_voucher()
    {
        var rice = await _frame.Good(fen: 5000);
        await _frame.Given(rice, 10);
        var used = await _frame.Voucher(5000);
        await _frame.Did(Some.Clerk, Some.Basket(used, rice, 1));
        Assert.IsType<VoucherUsedUp>(await _frame.Refusal(Some.Clerk, Some.Basket(used, rice, 1)));
        Assert.IsType<UnknownVoucher>(await _frame.Refusal(Some.Clerk, Some.Basket("2222222222", rice, 1)));
        var old = await _frame.Voucher(5000, await _frame.Person("D-0002", until: 400));
        _frame.Now = _frame.Now.AddDays(91);
        Assert.IsType<VoucherExpired>(await _frame.Refusal(Some.Clerk, Some.Basket(old, rice, 1)));
    }

    [Fact]
    public async Task Tells_once_that_stock_is_low()
    {
        var rice = await _frame.Good(fen: 100, low: 5);
        await _frame.Given(rice, 6);
        var code = await _frame.Voucher();
        foreach (var _ in Enumerable.Range(0, 3)) await _frame.Did(Some.Clerk, Some.Basket(code, rice, 1));
        Assert.Single(_frame.Sent.OfType<Stock.StockLow>());
    }

    [Fact]
    public async Task The_receipt_opens_again_without_the_code_and_says_when_it_was_undone()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        var code = await _frame.Voucher();
        var receipt = await _frame.Did(Some.Clerk, Some.Basket(code, rice, 2));
        var again = await _frame.Did(Some.Other, new OpenReceipt(receipt.Id));
        Assert.Equal((receipt.Number, 7000L, 13_000L, false), (again.Number, again.TotalFen, again.BalanceFen, again.Voided));
        Assert.Equal([new ReceiptLine("Rice", "bag", 2, 3500)], again.Lines);
        Assert.DoesNotContain(code, again.ToString(), StringComparison.Ordinal);
        await _frame.Did(Some.Other, new VoidRedemption(receipt.Id));
        Assert.True((await _frame.Did(Some.Clerk, new OpenReceipt(receipt.Id))).Voided);
        Assert.IsType<NotFound>(await _frame.Refusal(Some.Clerk, new OpenReceipt(Guid.NewGuid())));
    }
}
