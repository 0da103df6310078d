namespace CommunityPlatform.Host;

/// <summary>The clock of the house: moments are UTC, the day begins where the communities are, not where the server stands.</summary>
internal sealed class PlatformClock(string zone) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found
        // A machine without zone data: China has one zone and no summer time.
        : zone == "Asia/Shanghai" ? TimeZoneInfo.CreateCustomTimeZone(zone, TimeSpan.FromHours(8), zone, zone)
        : throw new InvalidOperationException($"Platform:TimeZone '{zone}' is unknown on this machine.");

    /// <summary>In microseconds: what PostgreSQL keeps of a moment is all of it, and a moment read is the one that was written.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        var now = base.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
