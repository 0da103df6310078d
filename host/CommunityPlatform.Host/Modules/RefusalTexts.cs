namespace CommunityPlatform.Host.Modules;

/// <summary>Names the words for why a package or a switch was refused.</summary>
public sealed class RefusalTexts;
