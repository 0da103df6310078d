namespace CommunityPlatform.Host.Communities.Moving;

/// <summary>Why a community was not moved; its words stand in the resources under <c>Move.</c> and the reason's name.</summary>
internal enum MoveReason
{
    /// <summary>slug</summary>
    NoCommunity,
    /// <summary>slug, kind</summary>
    ThereAlready,
    /// <summary>slug, kind</summary>
    NotEmpty,
    /// <summary>The target is PostgreSQL and no connection string is set.</summary>
    NoPostgres,
    /// <summary>module, package</summary>
    ModuleMissing,
    /// <summary>module</summary>
    OtherMigrations,
    /// <summary>table</summary>
    UnknownTable,
    /// <summary>table</summary>
    CountedTable,
    /// <summary>table, rows here, rows there</summary>
    Differs,
}

/// <summary>A move that did not begin or was taken back; the community is where it was.</summary>
internal sealed class MoveRefused(MoveReason reason, params object[] arguments) : Exception($"{reason}: {string.Join(", ", arguments)}")
{
    public MoveReason Reason { get; } = reason;

    public object[] Arguments { get; } = arguments;
}

/// <summary>How far a move has come.</summary>
internal sealed record MoveProgress(string Table, long Rows, int Done, int Tables);

/// <summary>What one table held on both sides.</summary>
internal sealed record MovedTable(string Name, TableSum Sum);

/// <summary>What was moved, and what the data left behind are called now; null where they could not be put away.</summary>
internal sealed record MoveReport(IReadOnlyList<MovedTable> Tables, string? LeftBehind);
