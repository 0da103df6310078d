using CommunityPlatform.CharitySupermarket.Counter;
using CommunityPlatform.CharitySupermarket.Stock;
using CommunityPlatform.CharitySupermarket.Vouchers;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task Goods_leave_with_what_is_left_of_them()
    {
        await _frame.Given(await _frame.Good("=Rice"), 10);
        await _frame.Did(Some.Asker, new ExportGoods());
        Assert.Equal(["=Rice", "bag", "10"], Assert.Single(_frame.Sheets.Rows.Skip(1))[..3]);
        Assert.Equal("350", _frame.Sheets.Rows[1][7]);
    }

    [Fact]
    public async Task Movements_of_one_year_leave_and_no_others()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        _frame.Now = _frame.Now.AddYears(1);
        await _frame.Given(rice, 4);
        await _frame.Did(Some.Asker, new ExportMovements());
        Assert.Equal("4", Assert.Single(_frame.Sheets.Rows.Skip(1))[3]);
        Assert.IsType<InvalidFields>(await _frame.Refusal(Some.Asker, new ExportMovements(1)));
    }

    [Fact]
    public async Task Vouchers_leave_without_codes_and_with_numbers_for_people()
    {
        var code = await _frame.Voucher();
        await _frame.Did(Some.Asker, new ExportVouchers());
        var row = Assert.Single(_frame.Sheets.Rows.Skip(1));
        Assert.Equal("D-0001", row[1]);
        Assert.DoesNotContain(code, row);
    }

    [Fact]
    public async Task Redemptions_leave_with_their_voucher_and_whether_they_were_undone()
    {
        var rice = await _frame.Good();
        await _frame.Given(rice, 10);
        await _frame.Did(Some.Clerk, Some.Basket(await _frame.Voucher(), rice, 2));
        var id = await _frame.Look(db => db.Redemptions.Select(one => one.Id).SingleAsync());
        await _frame.Did(Some.Other, new VoidRedemption(id));
        await _frame.Did(Some.Asker, new ExportRedemptions());
        var row = Assert.Single(_frame.Sheets.Rows.Skip(1));
        Assert.Equal(["2", "70"], row[3..5]);
        Assert.NotEqual("", row[5]);
    }
}
