namespace CommunityPlatform.CharitySupermarket;

/// <summary>Marks the plugin's words: Texts.resx (简体中文) and Texts.en.resx.</summary>
public sealed class Texts;
