using System.Text.Json;
using CommunityPlatform.CharitySupermarket.Kiosk;
using CommunityPlatform.CharitySupermarket.Overview;
using CommunityPlatform.CharitySupermarket.Scene;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

public sealed class SceneTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Theory]
    [InlineData("jia", 60, 120)]
    [InlineData("yi", 15, 25)]
    public async Task Plays_a_demo_scene_by_the_rules(string scene, int vouchers, int redemptions)
    {
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "scenes", scene + ".json")));
        await _frame.Write(db => new MarketScene(db).Fill(file.RootElement.GetProperty("charitySupermarket"),
            new SceneFacts(_frame.Today, 1, new Dictionary<string, string>(), [], new Dictionary<string, Guid>()), default));
        Assert.Equal(vouchers, await _frame.Look(db => db.Vouchers.CountAsync()));
        Assert.Equal(redemptions, await _frame.Look(db => db.Redemptions.CountAsync()));
        var lots = await _frame.Look(db => db.Lots.ToDictionaryAsync(one => one.Id, one => one.Left));
        var moved = (await _frame.Look(db => db.Movements.ToListAsync())).GroupBy(one => one.LotId);
        Assert.All(moved, lot => Assert.Equal(lots[lot.Key], lot.Sum(one => one.Quantity)));
        Assert.True((await _frame.Did(Some.Clerk, new ShowOverview())).StockFen > 0);
        Assert.Contains(await _frame.Did(Some.Clerk, new ShowMonths()), month => month.InFen > 0);
        Assert.NotEmpty(await _frame.Did(Some.Clerk, new Vouchers.BrowseVouchers()));
        Assert.NotEmpty((await _frame.Did(Some.Clerk, new Beneficiaries.BrowseBeneficiaries())).Rows);
        Assert.NotEmpty(await _frame.Did(Some.Clerk, new Donations.BrowseDonations()));
        var today = await _frame.Did(Some.Clerk, new Counter.BrowseRedemptions());
        var earlier = await _frame.Did(Some.Clerk, new Counter.BrowseRedemptions(today.Before));
        Assert.True(today.IsToday && !earlier.IsToday);
        Assert.NotEmpty(earlier.Rows);
    }

    [Fact]
    public async Task Closes_the_balance_for_a_while_after_five_wrong_codes()
    {
        var code = await _frame.Voucher();
        Assert.Equal(20_000, (await _frame.Did("", new LookUpBalance(code))).BalanceFen);
        foreach (var _ in Enumerable.Range(0, 5)) Assert.IsType<UnknownVoucher>(await _frame.Refusal("", new LookUpBalance("2222222222")));
        Assert.IsType<TooManyTries>(await _frame.Refusal("", new LookUpBalance(code)));
        _frame.Now = _frame.Now.AddMinutes(6);
        Assert.Null(await _frame.Refusal("", new LookUpBalance(code)));
    }
}
