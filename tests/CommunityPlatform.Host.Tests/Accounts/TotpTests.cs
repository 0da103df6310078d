using CommunityPlatform.Host.Accounts;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class TotpTests
{
    // "12345678901234567890" of RFC 6238, in Base32; its eight-digit codes cut to six.
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Counts_as_the_standard_says(long second, string code) => Assert.Equal(code, Totp.Code(Key, DateTimeOffset.FromUnixTimeSeconds(second)));

    [Fact]
    public void Allows_a_minute_either_way_and_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.Code(Key, now);
        Assert.True(Totp.Is(Key, code[..3] + " " + code[3..], now));
        Assert.True(Totp.Is(Key, code, now.AddSeconds(60)));
        Assert.True(Totp.Is(Key, code, now.AddSeconds(-60)));
        Assert.False(Totp.Is(Key, code, now.AddSeconds(120)));
        Assert.False(Totp.Is(Totp.NewKey(), code, now) && Totp.Is(Totp.NewKey(), code, now));
        Assert.False(Totp.Is(Key, "", now));
    }
}
