namespace CommunityPlatform.Host;

/// <summary>The clock of the house: moments are UTC, the day begins where the communities are, not where the server stands.</summary>
internal sealed class PlatformClock(string zone) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found
        // A machine without zone data: China has one zone and no summer time.
        : zone == "Asia/Shanghai" ? TimeZoneInfo.CreateCustomTimeZone(zone, TimeSpan.FromHours(8), zone, zone)
        : throw new InvalidOperationException($"Platform:TimeZone '{zone}' is unknown on this machine.");
}
