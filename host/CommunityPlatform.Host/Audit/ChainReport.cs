namespace CommunityPlatform.Host.Audit;

/// <summary>How a chain can be broken. Its words stand in <see cref="Admin.AdminTexts"/> under <c>Chain.</c>.</summary>
internal enum ChainFault
{
    /// <summary>A line is not what was written at this place: changed, or put in the place of another.</summary>
    Changed,
    /// <summary>Lines in between are gone.</summary>
    Removed,
    /// <summary>A line stands outside of the chain, or twice at one place.</summary>
    Inserted,
    /// <summary>Lines at the end are gone.</summary>
    CutOff,
    /// <summary>The chain hangs together, but is not the one whose head was published.</summary>
    Rewritten,
    /// <summary>The row that keeps the head is gone or names another hash than the last line.</summary>
    HeadWrong,
    /// <summary>A line of the file of published heads cannot be read.</summary>
    HeadsUnreadable,
}

/// <summary>One break.</summary>
/// <param name="Fault">Its kind.</param>
/// <param name="First">The first line concerned, by its number in the chain; of an unreadable head its line in the file.</param>
/// <param name="Last">The last one.</param>
/// <param name="Near">The time of the line at which it shows, where there is one.</param>
internal sealed record ChainBreak(ChainFault Fault, long First, long Last, DateTime? Near = null);

/// <summary>What the check of a chain found.</summary>
/// <param name="Lines">Lines there are.</param>
/// <param name="Hash">The last line's hash, or null where there is none.</param>
/// <param name="Published">Heads outside of the database that it was compared with.</param>
/// <param name="Count">All breaks.</param>
/// <param name="Breaks">The first of them, at most <see cref="Most"/>.</param>
internal sealed record ChainReport(long Lines, string? Hash, int Published, long Count, IReadOnlyList<ChainBreak> Breaks)
{
    public const int Most = 50;

    public bool Intact => Count == 0;
}
