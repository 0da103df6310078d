namespace CommunityPlatform.Sdk.Ui;

/// <summary>Weight of a kiosk button; one <see cref="Primary"/> or <see cref="Accent"/> per page.</summary>
public enum KioskButtonKind
{
    /// <summary>One of several equal choices.</summary>
    Plain,
    /// <summary>The way on.</summary>
    Primary,
    /// <summary>Help within reach, such as calling staff.</summary>
    Soft,
    /// <summary>The way out, such as ending the use.</summary>
    Dark,
    /// <summary>The one act that matters, 朱红.</summary>
    Accent,
}
