namespace CommunityPlatform.Host.Privacy;

/// <summary>方式 · How a consent was given.</summary>
public enum ConsentWay
{
    /// <summary>当面 · At the counter, in words.</summary>
    Counter,
    /// <summary>书面 · On paper, signed.</summary>
    Paper,
}

/// <summary>同意 · One person's yes to one purpose, upon one notice. It is never changed but by being withdrawn.</summary>
internal sealed class Consent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required string Purpose { get; init; }
    public required Guid NoticeId { get; init; }
    public required ConsentWay Way { get; init; }
    public required DateTime At { get; init; }
    /// <summary>Until when it holds; null where it holds until it is withdrawn.</summary>
    public DateTime? Until { get; init; }
    public string? Account { get; init; }
    public required string By { get; init; }
    /// <summary>监护人 · Who consented for somebody under 14.</summary>
    public Guid? GuardianId { get; init; }
    public DateTime? WithdrawnAt { get; set; }
    public string? WithdrawnBy { get; set; }
    public long Version { get; set; }

    public bool Holds(DateTime now) => WithdrawnAt is null && (Until is null || Until > now);
}

/// <summary>告知书 · The text upon which people consented, kept as it was shown.</summary>
internal sealed class ConsentNotice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Purpose { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required string Hash { get; init; }
    public required DateTime Since { get; init; }
}
