namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>北京时间 · China keeps UTC+8 all year; a fixed offset needs no time-zone data on the machine.</summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The wall clock of a moment.</summary>
    public static DateTime Local(DateTime utc) => DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified);

    /// <summary>The moment of a wall clock.</summary>
    public static DateTime Utc(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);

    /// <summary>The day of a moment.</summary>
    public static DateOnly Day(DateTime utc) => DateOnly.FromDateTime(Local(utc));

    /// <summary>The moment at which a day begins.</summary>
    public static DateTime StartOf(DateOnly day) => Utc(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The moment at which the quarter of a day begins.</summary>
    public static DateTime StartOfQuarter(DateOnly day) => StartOf(new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1));
}
