namespace CommunityPlatform.Host.Tests.Accounts;

/// <summary>In a house of its own: tries from one address are counted.</summary>
public sealed class WrongCodesTests(House house) : IClassFixture<House>
{
    [Fact]
    public async Task Locks_after_five_wrong_codes()
    {
        var (name, key, _) = await SecondFactorTests.WithSecondFactor(house);
        using var browser = house.Browser();
        await House.SignIn(browser, name);
        for (var i = 0; i < 5; i++) await SecondFactorTests.SendCode(browser, "000000");
        Assert.StartsWith("/sign-in?said=locked", House.Where(await SecondFactorTests.SendCode(browser, SecondFactorTests.Now(key))), StringComparison.Ordinal);
    }
}
