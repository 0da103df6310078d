namespace CommunityPlatform.Host.Backups;

/// <summary>备份计划 · When, where to and how many; one row.</summary>
public sealed class BackupPlan
{
    /// <summary>The key of the only row.</summary>
    public const string Only = "plan";

    public string Id { get; init; } = Only;
    public bool On { get; set; }
    public string Folder { get; set; } = "";
    /// <summary>Minutes after midnight, in the time of the installation.</summary>
    public int At { get; set; } = 180;
    /// <summary>How many files of a kind are kept.</summary>
    public int Keep { get; set; } = 14;
    /// <summary>One file for each community beside the whole.</summary>
    public bool EachCommunity { get; set; }
    /// <summary>Read back once a week instead of every time.</summary>
    public bool RehearseWeekly { get; set; }
    /// <summary>The public half of the recovery key; null until one was printed.</summary>
    public byte[]? PublicKey { get; set; }
    public DateTime? KeySince { get; set; }
}

/// <summary>备份记录 · One file that was made, or was not.</summary>
internal sealed class BackupRun
{
    public const string Done = "done";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTime At { get; init; }
    public required string By { get; init; }
    /// <summary>Null for the whole installation.</summary>
    public string? Community { get; init; }
    public string File { get; set; } = "";
    public long Bytes { get; set; }
    public long Milliseconds { get; set; }
    /// <summary><see cref="Done"/> or a <see cref="BackupReason"/>.</summary>
    public required string Outcome { get; set; }
    /// <summary>The reason's arguments, one a line.</summary>
    public string? Detail { get; set; }
    /// <summary>What reading it back showed: <see cref="Done"/>, a <see cref="BackupReason"/>, or null where it was not read back.</summary>
    public string? Rehearsal { get; set; }
    public string? RehearsalDetail { get; set; }
    /// <summary>Rows that were counted when it was read back.</summary>
    public long Rows { get; set; }

    /// <summary>Made, and not found wanting.</summary>
    public bool Good => Outcome == Done && Rehearsal is null or Done;
}
