using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>The databases of the communities, whatever kind they are.</summary>
internal abstract class DatabaseEngine
{
    /// <summary>Opens one act's session on a community's database.</summary>
    public abstract Task<CommunitySession> Open(string community, bool write, CancellationToken stop);

    /// <summary>Points options at the database outside of an act, for migrations.</summary>
    public abstract void UseFor(DbContextOptionsBuilder options, string community, string historyTable, EngineServices services);

    /// <summary>A connection to a community's database; where it is not open yet, whoever asked opens it.</summary>
    public abstract Task<DbConnection> Connect(string community, CancellationToken stop);

    /// <summary>Copies a community's database aside and says where; the copy is consistent.</summary>
    public abstract Task<string> Backup(string community, string reason, CancellationToken stop);

    /// <summary>Keeps all other writers out of a community's database and clears what a killed migration left.</summary>
    public abstract Task<IAsyncDisposable> Alone(string community, CancellationToken stop);

    /// <summary>The turn to deliver a community's facts: one host at a time.</summary>
    public abstract Task<IAsyncDisposable> Delivering(string community, CancellationToken stop);

    /// <summary>Whether it was the database that went away, or a line to it: no module's fault, and it may go well the next time.</summary>
    public static bool IsLost(Exception thrown) => thrown is DbException { IsTransient: true } || (thrown.InnerException is { } inner && IsLost(inner));

    /// <summary>Bytes that a community's tables take.</summary>
    public abstract Task<long> Size(string community, CancellationToken stop);

    /// <summary>The names of all tables that a connection sees.</summary>
    public abstract Task<IReadOnlyList<string>> Tables(DbConnection connection, CancellationToken stop);

    /// <summary>Drops tables with their rows in the connection's transaction, whatever keys point from one to another of them.</summary>
    public abstract Task Drop(DbConnection connection, IReadOnlyList<string> tables, CancellationToken stop);

    protected static async Task<IReadOnlyList<string>> Names(DbConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<string>();
        while (await reader.ReadAsync(stop)) names.Add(reader.GetString(0));
        return names;
    }
}

/// <summary>One kind of database, with what only a move needs.</summary>
internal abstract class OwnEngine : DatabaseEngine
{
    public abstract DatabaseKind Kind { get; }

    /// <summary>Whether anything of this community stands here.</summary>
    public abstract Task<bool> Exists(string community, CancellationToken stop);

    /// <summary>Takes a community's database away; for what a move that failed has left.</summary>
    public abstract Task Drop(string community, CancellationToken stop);

    /// <summary>Puts a community's database out of reach on the session that has read it to its end, and says what it is called now.</summary>
    public abstract Task<string> PutAway(string community, CommunitySession session, CancellationToken stop);
}

/// <summary>A turn that nobody has to wait for.</summary>
internal sealed class FreeTurn : IAsyncDisposable
{
    public static FreeTurn Instance { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
