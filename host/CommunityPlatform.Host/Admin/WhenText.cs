namespace CommunityPlatform.Host.Admin;

/// <summary>Moments and sizes as people read them, in the time of the machine's place.</summary>
internal static class WhenText
{
    public static DateTime Local(this TimeProvider clock, DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), clock.LocalTimeZone);

    public static DateTime Utc(this TimeProvider clock, DateTime local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), clock.LocalTimeZone);

    public static string Minute(this TimeProvider clock, DateTime utc) => clock.Local(utc).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public static string Second(this TimeProvider clock, DateTime utc) => clock.Local(utc).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    public static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{bytes / (double)(1L << 30):0.0} GB",
        >= 1 << 20 => $"{bytes / (double)(1 << 20):0.0} MB",
        _ => $"{bytes / 1024.0:0} KB",
    };
}
