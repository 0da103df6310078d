namespace CommunityPlatform.Host.Communities.Moving;

/// <summary>All tables of a community from one session to another, counted and summed up on both sides.</summary>
internal static class TableMove
{
    public static async Task<List<MovedTable>> Copy(MovedContexts contexts, CommunitySession from, CommunitySession into, Action<MoveProgress> progress, CancellationToken stop)
    {
        await contexts.Compare(from.Connection, into.Connection, stop);
        var (here, there) = (contexts.Tables(from), contexts.Tables(into));
        await RefuseStrangers(from, here, stop);
        var moved = new List<MovedTable>();
        foreach (var (table, copy) in here.Zip(there))
        {
            var sum = await table.Copy(from.Connection, into.Connection, rows => progress(new(table.Name, rows, moved.Count, here.Count)), stop);
            var arrived = await copy.Sum(into.Connection, stop);
            if (sum != arrived) throw new MoveRefused(MoveReason.Differs, table.Name, sum.Rows, arrived.Rows);
            moved.Add(new(table.Name, sum));
            progress(new(table.Name, sum.Rows, moved.Count, here.Count));
        }
        return moved;
    }

    /// <summary>A table that nobody here knows would stay behind unseen.</summary>
    private static async Task RefuseStrangers(CommunitySession session, IReadOnlyList<TableCopy> known, CancellationToken stop)
    {
        await using var command = session.Connection.CreateCommand();
        command.CommandText = session.Kind == DatabaseKind.SQLite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
            : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = known.Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        while (await reader.ReadAsync(stop))
            if (reader.GetString(0) is var name && !name.StartsWith("__", StringComparison.Ordinal) && !names.Contains(name)) throw new MoveRefused(MoveReason.UnknownTable, name);
    }
}
