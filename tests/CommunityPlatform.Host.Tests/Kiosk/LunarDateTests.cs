using CommunityPlatform.Host.Display;
using Xunit;

namespace CommunityPlatform.Host.Tests.Kiosk;

public sealed class LunarDateTests
{
    [Theory]
    [InlineData("2026-02-17", 1, false, 1)] // Spring Festival
    [InlineData("2026-09-25", 8, false, 15)] // Mid-Autumn
    [InlineData("2025-07-25", 6, true, 1)] // first day of the leap sixth month
    [InlineData("2025-10-06", 8, false, 15)] // Mid-Autumn of a leap year
    [InlineData("2026-02-16", 12, false, 29)] // New Year's Eve
    public void Tells_the_lunar_day(string day, int month, bool leap, int number) =>
        Assert.Equal(new LunarDate(month, leap, number), LunarDate.Of(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Says_nothing_outside_the_calendar() => Assert.Null(LunarDate.Of(new DateTime(1800, 1, 1)));
}
