using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

public sealed class TwoCountersTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task Two_counters_at_the_same_moment_do_not_overspend_one_voucher()
    {
        var rice = await _frame.Good(fen: 5000);
        await _frame.Given(rice, 20);
        var code = await _frame.Voucher(10_000);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => _frame.Run(i % 2 == 0 ? Some.Clerk : Some.Other, Some.Basket(code, rice, 1)))));
        Assert.Equal(2, outcomes.Count(one => one.Ok));
        Assert.Equal(0, await _frame.BalanceOf(code));
        Assert.Equal(18, await _frame.Left(rice));
    }

    [Fact]
    public async Task Two_counters_at_the_same_moment_do_not_share_the_last_piece()
    {
        var rice = await _frame.Good(fen: 1000);
        await _frame.Given(rice, 1);
        var (one, two) = (await _frame.Voucher(), await _frame.Voucher(person: await _frame.Person("D-0002")));
        var outcomes = await Task.WhenAll(
            Task.Run(() => _frame.Run(Some.Clerk, Some.Basket(one, rice, 1))),
            Task.Run(() => _frame.Run(Some.Other, Some.Basket(two, rice, 1))));
        Assert.Equal(new OutOfStock("Rice", 0), Assert.Single(outcomes, outcome => !outcome.Ok).Refusal);
        Assert.Equal(0, await _frame.Left(rice));
        Assert.Equal(0, await _frame.Moved(rice));
    }

    [Fact]
    public async Task The_same_basket_sent_twice_at_the_same_moment_redeems_once()
    {
        var rice = await _frame.Good(fen: 1000);
        await _frame.Given(rice, 5);
        var basket = Some.Basket(await _frame.Voucher(), rice, 1);
        var outcomes = await Task.WhenAll(Task.Run(() => _frame.Run(Some.Clerk, basket)), Task.Run(() => _frame.Run(Some.Clerk, basket)));
        Assert.Single(outcomes.Select(one => one.Value.Number).Distinct());
        Assert.Equal(4, await _frame.Left(rice));
    }

    [Fact]
    public async Task A_number_taken_by_an_act_that_failed_is_given_out_again()
    {
        var rice = await _frame.Good(fen: 1000);
        await _frame.Given(rice, 5);
        var code = await _frame.Voucher();
        await _frame.Did(Some.Clerk, Some.Basket(code, rice, 1));
        await Assert.ThrowsAsync<IOException>(() => _frame.Run(Some.Clerk, Some.Basket(code, rice, 1), () => throw new IOException()));
        Assert.IsType<OutOfStock>(await _frame.Refusal(Some.Clerk, Some.Basket(code, rice, 9)));
        Assert.Equal("DH-2026-0002", (await _frame.Did(Some.Clerk, Some.Basket(code, rice, 1))).Number);
    }

    [Fact]
    public async Task Numbers_begin_anew_with_the_year()
    {
        var rice = await _frame.Good();
        Assert.Equal("JZ-2026-0001", await _frame.Given(rice, 1));
        Assert.Equal("JZ-2026-0002", await _frame.Given(rice, 1));
        _frame.Now = new(2026, 12, 31, 16, 0, 0, DateTimeKind.Utc);
        Assert.Equal("JZ-2027-0001", await _frame.Given(rice, 1));
    }

    [Fact]
    public async Task The_tables_themselves_refuse_less_than_nothing()
    {
        await _frame.Given(await _frame.Good(), 1);
        await Assert.ThrowsAnyAsync<Exception>(() => _frame.Look(db => db.Database.ExecuteSqlRawAsync("update charity_supermarket_lots set \"Left\" = -1")));
    }

    [Fact]
    public async Task What_happened_is_never_rewritten()
    {
        await _frame.Given(await _frame.Good(), 1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _frame.Write(async db => db.Movements.Remove(await db.Movements.SingleAsync())));
    }
}
