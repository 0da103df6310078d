namespace CommunityPlatform.Sdk.Ui;

/// <summary>纸张 · What a page is printed on.</summary>
public enum PaperSize
{
    /// <summary>An office sheet, 210 × 297 mm.</summary>
    A4,
    /// <summary>A receipt roll 80 mm wide.</summary>
    Roll80,
    /// <summary>A receipt roll 58 mm wide.</summary>
    Roll58,
}
