using CommunityPlatform.Host.Accounts;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class CommonPasswordsTests
{
    [Theory]
    [InlineData("qwertyuiop12")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("poiuytrewq123")]
    [InlineData("123456789012")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2024")]
    [InlineData("Admin@123456")]
    [InlineData("woaini1314520")]
    [InlineData("shequ2024shequ")]
    [InlineData("juweihui888888")]
    [InlineData("weirenminfuwu1")]
    [InlineData("abcabcabcabc")]
    [InlineData("19491001-19491001")]
    [InlineData("wangfang-2025-1")]
    [InlineData("communityplatform")]
    public void Refuses_what_is_tried_first(string password) => Assert.True(CommonPasswords.Has(password, "wangfang", "王芳"));

    [Theory]
    [InlineData("plum-river-lantern")]
    [InlineData("stone-bridge-autumn")]
    [InlineData("demo-2026-community")]
    [InlineData("three quiet herons")]
    [InlineData("老槐树下的自行车铃响")]
    [InlineData("xk7Tq9vLm2Rw")]
    public void Lets_pass_what_nobody_would_try(string password) => Assert.False(CommonPasswords.Has(password, "wangfang", "王芳"));

    [Fact]
    public void Knows_more_than_a_thousand_patterns() => Assert.True(CommonPasswords.Count > 1000, $"{CommonPasswords.Count}");
}
