namespace CommunityPlatform.Host.Privacy;

/// <summary>Which sheet it is.</summary>
public enum SheetOf
{
    /// <summary>个人信息保护影响评估 · Kept for three years at least.</summary>
    Impact,
    /// <summary>个人信息泄露处置单</summary>
    Breach,
}

/// <summary>留存的表单 · One version of a filled-in sheet, as it was printed. Versions are added, never changed.</summary>
internal sealed class PrivacySheet
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required SheetOf Kind { get; init; }
    public required int Number { get; init; }
    public required DateTime At { get; init; }
    public required string By { get; init; }
    /// <summary>The drafted part and what was filled in, as JSON.</summary>
    public required string Body { get; init; }
}
