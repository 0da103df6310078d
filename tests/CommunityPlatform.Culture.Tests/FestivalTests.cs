using CommunityPlatform.Culture.Domain;

namespace CommunityPlatform.Culture.Tests;

public class FestivalTests
{
    [Theory]
    [InlineData(Festival.SpringFestival, 2026, "2026-02-17")]
    [InlineData(Festival.Lantern, 2010, "2010-02-28")]
    [InlineData(Festival.DragonBoat, 2025, "2025-05-31")]
    [InlineData(Festival.MidAutumn, 2025, "2025-10-06")]
    [InlineData(Festival.DoubleNinth, 2023, "2023-10-23")]
    [InlineData(Festival.Mothers, 2026, "2026-05-10")]
    [InlineData(Festival.Mothers, 2022, "2022-05-08")]
    [InlineData(Festival.PartyFounding, 2011, "2011-07-01")]
    public void Falls_on_its_day(Festival festival, int year, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), FestivalCalendar.On(festival, year));

    [Fact]
    public void Proposes_what_comes_within_45_days() =>
        Assert.Equal([Festival.SpringFestival], FestivalCalendar.Near(new(2026, 1, 10)).Select(near => near.Festival));

    [Fact]
    public void Looks_over_the_turn_of_the_year() =>
        Assert.Equal([new DateOnly(2023, 1, 22)], FestivalCalendar.Near(new(2022, 12, 20)).Select(near => near.Day));
}
