namespace CommunityPlatform.Host.Kiosk;

/// <summary>Every length of time on the kiosk. The rules are numbered as in the kiosk rules (K8, K16).</summary>
internal sealed record KioskTiming
{
    /// <summary>K8 · Untouched for so long, the session is warned. <c>Platform:Kiosk:IdleSeconds</c>.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>K8 · The warning stands for so long; one tap extends, as often as one likes. <c>Platform:Kiosk:WarningSeconds</c>.</summary>
    public TimeSpan Warning { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>K16 · The attract screen starts so long after an end, a minute at most. <c>Platform:Kiosk:AttractSeconds</c>.</summary>
    public TimeSpan Attract { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>K15 · If the server is cut off, the browser wipes by itself so long after the session should have ended.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The living lines of the tiles are asked again after so long.</summary>
    public TimeSpan Lines { get; init; } = TimeSpan.FromSeconds(15);

    public static KioskTiming From(IConfiguration settings)
    {
        var usual = new KioskTiming();
        return new()
        {
            Idle = Seconds("IdleSeconds", usual.Idle, 600),
            Warning = Seconds("WarningSeconds", usual.Warning, 120),
            Attract = Seconds("AttractSeconds", usual.Attract, 60),
        };

        TimeSpan Seconds(string name, TimeSpan usually, int most) =>
            settings.GetValue<int?>("Platform:Kiosk:" + name) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, most)) : usually;
    }
}
