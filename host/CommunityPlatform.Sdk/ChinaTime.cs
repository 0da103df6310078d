namespace CommunityPlatform.Sdk;

/// <summary>
/// 北京时间 · The wall clock of the communities. China keeps UTC+8 all year, so a fixed offset needs no time-zone data on the
/// machine; the host's <see cref="TimeProvider"/> has the same local zone (Asia/Shanghai) unless an operator sets another.
/// </summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The wall clock of a moment; its kind is unspecified.</summary>
    /// <param name="utc">The moment, UTC.</param>
    public static DateTime Local(DateTime utc) => DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified);

    /// <summary>The moment of a wall clock, UTC.</summary>
    /// <param name="local">What the clock on the wall shows.</param>
    public static DateTime Utc(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);

    /// <summary>The day of a moment.</summary>
    public static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>The moment at which a day begins, UTC.</summary>
    public static DateTime StartOf(DateOnly day) => Utc(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The moment at which the quarter of a day begins, UTC.</summary>
    public static DateTime StartOfQuarter(DateOnly day) => StartOf(new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1));

    /// <summary>The moment at which a year begins, UTC.</summary>
    public static DateTime StartOfYear(int year) => StartOf(new DateOnly(year, 1, 1));
}
