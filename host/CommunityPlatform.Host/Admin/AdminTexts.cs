namespace CommunityPlatform.Host.Admin;

/// <summary>Words of the administration's pages.</summary>
internal sealed class AdminTexts;
