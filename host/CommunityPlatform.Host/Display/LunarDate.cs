using System.Globalization;

namespace CommunityPlatform.Host.Display;

/// <summary>农历 · A day of the Chinese lunisolar calendar: month 1 to 12, leap or not, day 1 to 30.</summary>
internal readonly record struct LunarDate(int Month, bool Leap, int Day)
{
    private static readonly ChineseLunisolarCalendar Calendar = new();

    /// <summary>The lunar day of a day, or null outside the calendar's years (1901 to 2100).</summary>
    public static LunarDate? Of(DateTime day)
    {
        if (day < Calendar.MinSupportedDateTime || day > Calendar.MaxSupportedDateTime) return null;
        // The calendar counts the leap month as one more month of its year.
        var (month, leap) = (Calendar.GetMonth(day), Calendar.GetLeapMonth(Calendar.GetYear(day)));
        return new(leap > 0 && month >= leap ? month - 1 : month, month == leap, Calendar.GetDayOfMonth(day));
    }
}
