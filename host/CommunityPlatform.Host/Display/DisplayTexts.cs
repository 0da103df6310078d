namespace CommunityPlatform.Host.Display;

/// <summary>Words of the call screen (叫号屏).</summary>
internal sealed class DisplayTexts;
