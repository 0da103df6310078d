using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CommunityPlatform.Host.Communities;

/// <summary>One SQLite file a community, in write-ahead mode: readers never wait, writers take turns.</summary>
internal sealed class SqliteEngine(PlatformOptions platform, TimeProvider clock) : OwnEngine
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _writers = new(StringComparer.Ordinal);

    public string FileOf(string community) => Path.Combine(platform.Data, "communities", community, "community.db");

    public override DatabaseKind Kind => DatabaseKind.SQLite;

    public override async Task<CommunitySession> Open(string community, bool write, CancellationToken stop)
    {
        // Writers queue here, not on the file's lock, so that no thread waits blocked.
        var gate = write ? _writers.GetOrAdd(community, _ => new SemaphoreSlim(1, 1)) : null;
        if (gate is not null) await gate.WaitAsync(stop);
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(ConnectionString(community));
            await connection.OpenAsync(stop);
            var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: !write);
            return new Session(connection, transaction, gate);
        }
        catch
        {
            if (connection is not null) await connection.DisposeAsync();
            gate?.Release();
            throw;
        }
    }

    public override void UseFor(DbContextOptionsBuilder options, string community, string historyTable, EngineServices services)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(community))!);
        options.UseSqlite(ConnectionString(community), sqlite => sqlite.MigrationsHistoryTable(historyTable));
        options.UseInternalServiceProvider(services.For(Kind));
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    public override Task<DbConnection> Connect(string community, CancellationToken stop) => Task.FromResult<DbConnection>(new SqliteConnection(ConnectionString(community)));

    public override async Task<string> Backup(string community, string reason, CancellationToken stop)
    {
        var folder = Path.Combine(Path.GetDirectoryName(FileOf(community))!, "backups");
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, $"{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}-{reason}.db");
        await using var source = new SqliteConnection(ConnectionString(community));
        await source.OpenAsync(stop);
        await using var copy = new SqliteConnection($"Data Source={target};Pooling=False");
        await copy.OpenAsync(stop);
        source.BackupDatabase(copy);
        return target;
    }

    public override async Task<IAsyncDisposable> Alone(string community, CancellationToken stop)
    {
        var gate = _writers.GetOrAdd(community, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(stop);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FileOf(community))!);
            await using var connection = new SqliteConnection(ConnectionString(community));
            await connection.OpenAsync(stop);
            await using var command = connection.CreateCommand();
            // A process killed while it migrated leaves EF's lock row behind; nobody else is here, so it is nobody's.
            command.CommandText = "PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";";
            await command.ExecuteNonQueryAsync(stop);
        }
        catch
        {
            gate.Release();
            throw;
        }
        return new Turn(gate);
    }

    public override Task<IReadOnlyList<string>> Tables(DbConnection connection, CancellationToken stop) =>
        Names(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", stop);

    public override async Task Drop(DbConnection connection, IReadOnlyList<string> tables, CancellationToken stop)
    {
        var left = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in tables) left[table] = await Names(connection, $"SELECT \"table\" FROM pragma_foreign_key_list({Text(table)})", stop);
        while (left.Count > 0)
        {
            // A table that others point at goes after them: SQLite looks at once.
            var next = left.Keys.FirstOrDefault(table => !left.Any(other => other.Key != table && other.Value.Contains(table))) ?? left.Keys.First();
            left.Remove(next);
            await using var command = connection.CreateCommand();
            command.CommandText = $"DROP TABLE \"{next.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            await command.ExecuteNonQueryAsync(stop);
        }
    }

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    // A file has one host.
    public override Task<IAsyncDisposable> Delivering(string community, CancellationToken stop) => Task.FromResult<IAsyncDisposable>(FreeTurn.Instance);

    public override Task<long> Size(string community, CancellationToken stop) =>
        Task.FromResult(new FileInfo(FileOf(community)) is { Exists: true } file ? file.Length : 0);

    public override Task<bool> Exists(string community, CancellationToken stop) => Task.FromResult(File.Exists(FileOf(community)));

    public override Task Drop(string community, CancellationToken stop)
    {
        Forget(community);
        foreach (var end in (string[])["", "-wal", "-shm"]) File.Delete(FileOf(community) + end);
        return Task.CompletedTask;
    }

    public override async Task<string> PutAway(string community, CommunitySession session, CancellationToken stop)
    {
        // Another process may hold the file open for a while yet: without this table it can bring no act to its end.
        await using (var command = session.Connection.CreateCommand())
        {
            command.CommandText = "ALTER TABLE host_audit RENAME TO host_audit_moved";
            await command.ExecuteNonQueryAsync(stop);
        }
        await session.Commit(stop);
        await session.DisposeAsync();
        await using (var connection = new SqliteConnection(ConnectionString(community)))
        {
            await connection.OpenAsync(stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync(stop);
        }
        Forget(community);
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(FileOf(community))!, "backups")).FullName;
        var away = Path.Combine(folder, $"{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}-moved.db");
        foreach (var end in (string[])["", "-wal", "-shm"])
            if (File.Exists(FileOf(community) + end)) File.Move(FileOf(community) + end, away + end);
        return away;
    }

    /// <summary>Closes what the pool holds of a file that is to be moved or taken away.</summary>
    public void Forget(string community)
    {
        using var connection = new SqliteConnection(ConnectionString(community));
        SqliteConnection.ClearPool(connection);
    }

    private sealed class Turn(SemaphoreSlim gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Release();
            return ValueTask.CompletedTask;
        }
    }

    private string ConnectionString(string community) =>
        new SqliteConnectionStringBuilder { DataSource = FileOf(community), ForeignKeys = true, DefaultTimeout = 20, Pooling = true }.ToString();

    private sealed class Session(SqliteConnection connection, DbTransaction transaction, SemaphoreSlim? gate) : CommunitySession(connection, transaction)
    {
        public override DatabaseKind Kind => DatabaseKind.SQLite;

        protected override void UseProvider(DbContextOptionsBuilder options, string historyTable) =>
            options.UseSqlite(Connection, sqlite => sqlite.MigrationsHistoryTable(historyTable));

        protected override ValueTask Release()
        {
            gate?.Release();
            return ValueTask.CompletedTask;
        }
    }
}
