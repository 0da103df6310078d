namespace CommunityPlatform.Culture;

/// <summary>Marks the module's words: Texts.resx (简体中文) and Texts.en.resx.</summary>
public sealed class Texts;
