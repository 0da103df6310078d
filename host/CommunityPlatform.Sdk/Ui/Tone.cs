namespace CommunityPlatform.Sdk.Ui;

/// <summary>What a tag, notice or meter wants to say. The colour only repeats it: the words must say it too.</summary>
public enum Tone
{
    /// <summary>A plain fact.</summary>
    Neutral,
    /// <summary>All is well.</summary>
    Good,
    /// <summary>Somebody should look at it.</summary>
    Warn,
    /// <summary>Something failed or was refused.</summary>
    Bad,
    /// <summary>Information worth noticing.</summary>
    Primary,
}

internal static class ToneLook
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Good => "cp-good",
        Tone.Warn => "cp-warn",
        Tone.Bad => "cp-bad",
        Tone.Primary => "cp-primary",
        _ => "cp-neutral",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Good => "check",
        Tone.Warn or Tone.Bad => "warn",
        _ => "info",
    };
}
