using System.Text.Json;
using Xunit;

namespace CommunityPlatform.Host.Tests.Scenes;

/// <summary>The parts of a scene that modules read: whoever edits a figure by hand learns at once what no longer fits.</summary>
public sealed class SceneSectionsTests
{
    public static TheoryData<string> Names => DevScenes.Names;

    [Fact]
    public void The_gala_holds_its_own_rules()
    {
        var culture = DevScenes.Load("jia").Section("culture")!.Value;
        var gala = culture.GetProperty("gala");
        var entries = Items(gala, "entries");
        var chosen = entries.Where(x => x.GetProperty("chosen").GetBoolean()).OrderBy(x => Int(x, "order")).ToList();

        Assert.Equal(18, entries.Count);
        Assert.InRange(chosen.Count, 12, 14);
        Assert.InRange(chosen.Sum(x => Int(x, "minutes")), 60, 80);
        Assert.Equal(Enumerable.Range(1, chosen.Count), chosen.Select(x => Int(x, "order")));
        Assert.All(entries.GroupBy(x => Text(x, "team")), x => Assert.InRange(x.Count(), 1, 2));
        Assert.Equal(["residents", "units"], entries.Select(x => Text(x, "side")).Distinct().Order(StringComparer.Ordinal));
        var teams = Items(culture, "teams").ToDictionary(x => Text(x, "key"), x => Text(x, "side"), StringComparer.Ordinal);
        Assert.All(entries, x => Assert.Equal(teams[Text(x, "team")], Text(x, "side")));
    }

    [Fact]
    public void The_gala_shows_both_warnings()
    {
        var gala = DevScenes.Load("jia").Section("culture")!.Value.GetProperty("gala");
        var order = Items(gala, "entries").Where(x => x.GetProperty("chosen").GetBoolean()).OrderBy(x => Int(x, "order")).ToList();

        Assert.True(gala.GetProperty("outdoor").GetBoolean());
        Assert.Equal("ordinary", Text(gala, "sound"));
        Assert.Contains(order, x => Text(x, "form") == "小品");
        Assert.Contains(order.Zip(order.Skip(1)), x => Text(x.First, "team") == Text(x.Second, "team"));
    }

    [Theory]
    [InlineData("jia", 5, 8)]
    [InlineData("yi", 2, 3)]
    public void Events_stand_in_known_venues_and_are_not_overbooked(string name, int past, int coming)
    {
        var culture = DevScenes.Load(name).Section("culture")!.Value;
        var places = Items(culture, "venues").ToDictionary(x => Text(x, "key"), x => Int(x, "places"), StringComparer.Ordinal);
        var upcoming = Items(culture, "upcoming");

        Assert.Equal(past, Items(culture, "events").Count);
        Assert.All(Items(culture, "events"), x => Assert.NotEmpty(Items(x, "parts")));
        Assert.All(Items(culture, "events"), x => Assert.Contains(Text(x, "venue"), places.Keys));
        Assert.All(Items(culture, "events"), x => Assert.True(Int(x, "spentFen") <= Int(x, "budgetFen")));
        Assert.Equal(coming, upcoming.Count);
        Assert.All(upcoming, x => Assert.InRange(Int(x, "inDays"), 1, 60));
        Assert.All(upcoming, x => Assert.InRange(Int(x, "signUps"), 0, Int(x, "capacity")));
        Assert.All(upcoming, x => Assert.True(Int(x, "capacity") <= places[Text(x, "venue")]));
        Assert.Contains(upcoming, x => Int(x, "signUps") == Int(x, "capacity"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_supermarkets_figures_are_those_of_its_lists(string name)
    {
        var shop = Shop(name);
        var figures = shop.GetProperty("figures");
        var value = Items(shop, "goods").ToDictionary(x => Text(x, "key"), x => Int(x, "voucherValueFen"), StringComparer.Ordinal);
        int Worth(string list) => Items(shop, list).SelectMany(x => Items(x, "lines")).Sum(x => Int(x, "quantity") * value[Text(x, "good")]);

        Assert.All(new[] { "goods", "donations", "vouchers", "redemptions" }, x => Assert.Equal(Int(figures, x), Items(shop, x).Count));
        Assert.Equal(Int(figures, "beneficiaries"), Items(shop, "eligibilities").Count);
        Assert.Equal(Int(figures, "donatedValueFen"), Worth("donations"));
        Assert.Equal(Int(figures, "redeemedValueFen"), Worth("redemptions"));
        Assert.Equal(Int(figures, "vouchersValueFen"), Items(shop, "vouchers").Sum(x => Int(x, "valueFen")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_voucher_is_overspent_late_or_granted_and_approved_by_one_hand(string name)
    {
        var shop = Shop(name);
        var value = Items(shop, "goods").ToDictionary(x => Text(x, "key"), x => Int(x, "voucherValueFen"), StringComparer.Ordinal);
        var spent = Items(shop, "redemptions").ToLookup(x => Text(x, "voucher"), StringComparer.Ordinal);
        var codes = Items(shop, "eligibilities").ToDictionary(x => Text(x, "code"), StringComparer.Ordinal);
        var accounts = DevScenes.Load(name).Accounts.Select(x => x.UserName).ToHashSet(StringComparer.Ordinal);

        Assert.All(Items(shop, "vouchers"), voucher =>
        {
            var redemptions = spent[Text(voucher, "no")].ToList();
            Assert.True(redemptions.SelectMany(x => Items(x, "lines")).Sum(x => Int(x, "quantity") * value[Text(x, "good")]) <= Int(voucher, "valueFen"));
            Assert.All(redemptions, x => Assert.InRange(Int(x, "daysAgo"), -Int(voucher, "expiresInDays"), Int(voucher, "issuedDaysAgo")));
            Assert.All(redemptions, x => Assert.NotEqual(Text(voucher, "approvedBy"), Text(x, "counter")));
            Assert.NotEqual(Text(voucher, "grantedBy"), Text(voucher, "approvedBy"));
            Assert.Contains(Text(voucher, "grantedBy"), accounts);
            Assert.Contains(Text(voucher, "approvedBy"), accounts);
            var code = codes[Text(voucher, "beneficiary")];
            Assert.InRange(Int(voucher, "issuedDaysAgo"), -Int(code, "untilInDays"), Int(code, "fromDaysAgo"));
        });
        Assert.Empty(spent.Select(x => x.Key).Except(Items(shop, "vouchers").Select(x => Text(x, "no"))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_leaves_the_shelf_before_it_came_in(string name)
    {
        var shop = Shop(name);
        var moves = Items(shop, "donations").Select(x => (Move: x, Sign: 1))
            .Concat(Items(shop, "redemptions").Select(x => (Move: x, Sign: -1)))
            .OrderByDescending(x => Int(x.Move, "daysAgo"))
            .ThenBy(x => x.Sign);
        var stock = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (move, sign) in moves)
        {
            foreach (var line in Items(move, "lines"))
            {
                var good = Text(line, "good");
                stock[good] = stock.GetValueOrDefault(good) + (sign * Int(line, "quantity"));
                Assert.True(stock[good] >= 0, $"{good}, {Int(move, "daysAgo")} days ago");
            }
        }

        Assert.Contains(Items(shop, "goods"), x => stock[Text(x, "key")] <= Int(x, "lowStock"));
    }

    private static JsonElement Shop(string name) => DevScenes.Load(name).Section("charitySupermarket")!.Value;

    private static List<JsonElement> Items(JsonElement parent, string list) => [.. parent.GetProperty(list).EnumerateArray()];

    private static string Text(JsonElement item, string property) => item.GetProperty(property).GetString()!;

    private static int Int(JsonElement item, string property) => item.GetProperty(property).GetInt32();
}
