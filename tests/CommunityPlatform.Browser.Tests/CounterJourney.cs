using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

[Collection(nameof(House))]
public partial class CounterJourney(House house)
{
    private const string Market = "/c/jia/charity-supermarket/";

    /// <summary>A good on the shelf as the counter sees it.</summary>
    private sealed record Good(string Name, decimal Price, int OnHand);

    [Fact]
    public async Task Redeems_a_voucher_and_refuses_an_over_spend_at_the_field()
    {
        var (code, number) = await Voucher(61);
        var counter = await house.SignedIn("jia.counter", Market + "counter");

        // A slip of the finger is told at the field, and what was typed stays.
        await counter.FillAsync("#co-code", code[..4]);
        await counter.ClickAsync("button:has-text('查券')");
        await Expect(counter.Locator("#co-code-e")).ToBeVisibleAsync();
        await Expect(counter.Locator("#co-code")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(counter.Locator("#co-code")).ToHaveValueAsync(code[..4]);

        var good = await FindAndChoose(counter, code, 61);
        var pieces = (int)(61 / good.Price);
        await AddByName(counter, good);
        await Expect(counter.Locator("#co-scan-e")).ToContainTextAsync($"还差 {Yuan(good.Price - (61 - (pieces * good.Price)))}");
        await Expect(counter.Locator("#co-scan")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Chosen(counter, good)).ToHaveTextAsync($"{pieces}");

        var (spent, left) = (pieces * good.Price, 61 - (pieces * good.Price));
        await counter.ClickAsync($"button:has-text('兑换 {Yuan(spent)}')");
        await Expect(counter.GetByText("兑换好了，编号 DH-")).ToBeVisibleAsync();
        await Expect(counter.GetByText($"{good.Name} × {pieces} ")).ToBeVisibleAsync();
        await Expect(counter.GetByText($"共用 {Yuan(spent)}，券上还有 {Yuan(left)}。")).ToBeVisibleAsync();
        await Expect(counter.Locator("#co-code")).ToBeFocusedAsync();

        var worker = await house.SignedIn("jia.worker1", Market + "vouchers");
        await Expect(worker.Locator($"tr:has-text('{number}')")).ToContainTextAsync($"{Yuan(left)} / {Yuan(61)}");
        await worker.GotoAsync($"{house.Address}{Market}counter");
        await House.Alive(worker);
        await Find(worker, code);
        await Expect(worker.Locator($"[data-good='{good.Name}']")).ToContainTextAsync($"有 {good.OnHand - pieces} ");
    }

    [Fact]
    public async Task Keeps_the_basket_when_another_counter_was_quicker()
    {
        var (code, _) = await Voucher(61);
        var slow = await house.SignedIn("jia.counter", Market + "counter");
        var good = await FindAndChoose(slow, code, 61);
        var quick = await house.SignedIn("jia.worker2", Market + "counter");
        await FindAndChoose(quick, code, 61, good);
        await quick.ClickAsync("button:has-text('兑换 ¥')");
        await Expect(quick.GetByText("兑换好了")).ToBeVisibleAsync();

        await slow.ClickAsync("button:has-text('兑换 ¥')");
        var pieces = (int)(61 / good.Price);
        await Expect(slow.Locator("#co-redeem-e")).ToContainTextAsync($"余额 {Yuan(61 - (pieces * good.Price))}，还差");
        await Expect(slow.GetByText($"券上余额 {Yuan(61 - (pieces * good.Price))}")).ToBeVisibleAsync();
        await Expect(Chosen(slow, good)).ToHaveTextAsync($"{pieces}");
        await Expect(slow.GetByText("兑换好了")).ToHaveCountAsync(0);
    }

    /// <summary>One worker asks, another approves, the first prints: the sheet's code and number.</summary>
    private async Task<(string Code, string Number)> Voucher(int yuan)
    {
        var worker = await house.SignedIn("jia.worker1", Market + "vouchers");
        var options = worker.Locator("#rq-who option");
        await Expect(options.Nth(1)).ToBeAttachedAsync();
        var who = (await options.AllInnerTextsAsync()).Skip(1).First(text => MoneyIn(text) >= yuan);
        await worker.SelectOptionAsync("#rq-who", new SelectOptionValue { Label = who });
        await worker.FillAsync("#rq-value", $"{yuan}");
        await worker.ClickAsync("form button[type=submit]");
        var asked = worker.Locator(".cp-row", new() { HasText = $"{Yuan(yuan)}" }).Filter(new() { HasText = "您申请的" });
        await Expect(asked).ToBeVisibleAsync();
        var number = await asked.Locator("b").InnerTextAsync();

        var approver = await house.SignedIn("jia.approver", Market + "vouchers");
        await approver.Locator(".cp-row", new() { HasText = number }).GetByRole(AriaRole.Button, new() { Name = "核准", Exact = true }).ClickAsync();
        await Expect(approver.Locator($"tr:has-text('{number}')")).ToContainTextAsync("已发放");

        await worker.ReloadAsync();
        await House.Alive(worker);
        await worker.Locator($"tr:has-text('{number}') button:has-text('打印')").ClickAsync();
        return (await worker.Locator("strong.code").InnerTextAsync(), number);
    }

    private static async Task Find(IPage counter, string code)
    {
        await counter.FillAsync("#co-code", code.ToLowerInvariant());
        await counter.ClickAsync("button:has-text('查券')");
        await Expect(counter.Locator("#co-scan")).ToBeVisibleAsync();
    }

    /// <summary>Finds the voucher and puts in as many pieces of a good as its balance allows.</summary>
    private static async Task<Good> FindAndChoose(IPage counter, string code, int balance, Good? wanted = null)
    {
        await Find(counter, code);
        var good = wanted ?? (await Shelf(counter)).First(good => good.Price <= balance / 2 && balance % good.Price != 0 && good.Price * good.OnHand > 2 * balance);
        for (var piece = 1; piece <= (int)(balance / good.Price); piece++)
        {
            await AddByName(counter, good);
            await Expect(Chosen(counter, good)).ToHaveTextAsync($"{piece}");
        }
        return good;
    }

    private static async Task AddByName(IPage counter, Good good)
    {
        await counter.FillAsync("#co-scan", good.Name);
        await counter.PressAsync("#co-scan", "Enter");
    }

    private static ILocator Chosen(IPage counter, Good good) => counter.Locator($"[data-good='{good.Name}'] output");

    private static async Task<IReadOnlyList<Good>> Shelf(IPage counter)
    {
        var goods = new List<Good>();
        foreach (var one in await counter.Locator("[data-good]").AllAsync())
        {
            var line = await one.Locator("small").InnerTextAsync();
            goods.Add(new((await one.GetAttributeAsync("data-good"))!, MoneyIn(line), int.Parse(OnHand().Match(line).Groups[1].Value, CultureInfo.InvariantCulture)));
        }
        return goods;
    }

    private static string Yuan(decimal yuan) => "¥" + yuan.ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static decimal MoneyIn(string text) => decimal.Parse(Sum().Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"¥([\d,.]+\d)")]
    private static partial Regex Sum();

    [GeneratedRegex(@"有 (\d+) ")]
    private static partial Regex OnHand();
}
