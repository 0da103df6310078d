namespace CommunityPlatform.Sdk.Ui;

/// <summary>One link of the way back above a page title (面包屑).</summary>
/// <param name="Text">Localised text.</param>
/// <param name="Href">Address, or null where there is no page to go to.</param>
public sealed record Crumb(string Text, string? Href = null);
