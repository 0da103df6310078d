namespace CommunityPlatform.Host.Components;

/// <summary>Words of the frame around pages.</summary>
internal sealed class ComponentTexts;
