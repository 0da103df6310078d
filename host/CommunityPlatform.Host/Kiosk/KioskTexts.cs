namespace CommunityPlatform.Host.Kiosk;

/// <summary>Words of the kiosk (自助机).</summary>
internal sealed class KioskTexts;
