namespace CommunityPlatform.Host.Register;

/// <summary>社区基本情况 · The community in numbers on one day, as somebody entered them and somebody else confirmed them.</summary>
internal sealed class CommunityProfile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>截止日期 · The day on which the numbers hold.</summary>
    public required DateOnly AsOf { get; set; }

    /// <summary>辖区面积 · In square metres.</summary>
    public required long AreaM2 { get; set; }

    public required int Households { get; set; }

    public required int People { get; set; }

    /// <summary>驻区单位.</summary>
    public required int Units { get; set; }

    /// <summary>个体工商户.</summary>
    public required int Shops { get; set; }

    /// <summary>Who entered it: an account.</summary>
    public required string Author { get; set; }

    /// <summary>核定 · Since when it stands; null while it is a draft.</summary>
    public DateTime? ConfirmedAt { get; set; }

    /// <summary>The one who confirmed it, as she was called then.</summary>
    public string? ConfirmedBy { get; set; }

    public long Version { get; set; }
}
