using System.Globalization;

namespace CommunityPlatform.Culture.Domain;

/// <summary>节庆 · The festivals of the community's calendar.</summary>
public enum Festival
{
    /// <summary>无</summary>
    None,
    /// <summary>春节</summary>
    SpringFestival,
    /// <summary>元宵</summary>
    Lantern,
    /// <summary>“三五”学雷锋日</summary>
    LeiFeng,
    /// <summary>三八</summary>
    Women,
    /// <summary>五一</summary>
    Labour,
    /// <summary>母亲节</summary>
    Mothers,
    /// <summary>六一</summary>
    Children,
    /// <summary>端午</summary>
    DragonBoat,
    /// <summary>七一</summary>
    PartyFounding,
    /// <summary>八一</summary>
    Army,
    /// <summary>中秋</summary>
    MidAutumn,
    /// <summary>重阳</summary>
    DoubleNinth,
}

/// <summary>节庆日历 · When a festival falls in a year.</summary>
public static class FestivalCalendar
{
    /// <summary>So many days ahead an event is proposed (CUL-01).</summary>
    public const int ProposedDaysAhead = 45;

    private static readonly ChineseLunisolarCalendar Moon = new();

    /// <summary>The day of a festival in a year of the common calendar, or null for none.</summary>
    public static DateOnly? On(Festival festival, int year) => festival switch
    {
        Festival.SpringFestival => Lunar(year, 1, 1),
        Festival.Lantern => Lunar(year, 1, 15),
        Festival.LeiFeng => new(year, 3, 5),
        Festival.Women => new(year, 3, 8),
        Festival.Labour => new(year, 5, 1),
        Festival.Mothers => SecondSundayOfMay(year),
        Festival.Children => new(year, 6, 1),
        Festival.DragonBoat => Lunar(year, 5, 5),
        Festival.PartyFounding => new(year, 7, 1),
        Festival.Army => new(year, 8, 1),
        Festival.MidAutumn => Lunar(year, 8, 15),
        Festival.DoubleNinth => Lunar(year, 9, 9),
        _ => null,
    };

    /// <summary>The festivals from a day on, within the days in which an event is proposed.</summary>
    public static IEnumerable<(Festival Festival, DateOnly Day)> Near(DateOnly today) =>
        from year in new[] { today.Year, today.Year + 1 }
        from festival in Enum.GetValues<Festival>()
        let day = On(festival, year)
        where day is not null && day >= today && day.Value.DayNumber - today.DayNumber <= ProposedDaysAhead
        orderby day
        select (festival, day.Value);

    private static DateOnly? Lunar(int year, int month, int day)
    {
        if (year < 1902 || year > 2099) return null;
        // A leap month stands among the twelve and shifts the later ones by one.
        var leap = Moon.GetLeapMonth(year);
        var number = leap > 0 && month >= leap ? month + 1 : month;
        return DateOnly.FromDateTime(Moon.ToDateTime(year, number, day, 0, 0, 0, 0));
    }

    private static DateOnly SecondSundayOfMay(int year)
    {
        var first = new DateOnly(year, 5, 1);
        return first.AddDays((7 - (int)first.DayOfWeek) % 7 + 7);
    }
}
