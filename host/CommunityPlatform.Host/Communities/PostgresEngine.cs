using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CommunityPlatform.Host.Communities;

/// <summary>
/// One PostgreSQL schema a community. Readers see one state and wait for nobody; writers of one community take turns on a lock
/// of the database, so that they do on all hosts what they do in one SQLite file: no act is ever run twice.
/// </summary>
internal sealed class PostgresEngine(PostgresSource source, PostgresCopies copies, PlatformOptions platform, ILogger<PostgresEngine> log) : OwnEngine
{
    /// <summary>Seconds that an act waits for its turn before it is given up as failed.</summary>
    private const int Patience = 120;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _writers = new(StringComparer.Ordinal);

    public override DatabaseKind Kind => DatabaseKind.PostgreSQL;

    public override async Task<CommunitySession> Open(string community, bool write, CancellationToken stop)
    {
        var schema = PostgresSource.SchemaOf(community);
        // This host's writers queue here, so that a busy community holds one connection and not the whole pool.
        var gate = write ? _writers.GetOrAdd(community, _ => new SemaphoreSlim(1, 1)) : null;
        if (gate is not null) await gate.WaitAsync(stop);
        // A time-out is no cut line: who has waited in vain is told so.
        var tries = 3;
        try
        {
            while (true)
            {
                try
                {
                    return await Begin(community, schema, gate, stop);
                }
                catch (NpgsqlException lost) when (WasCut(lost) && tries-- > 0)
                {
                    // A line of the pool that the server has cut since it was used last; nothing has been done on it yet. Where one
                    // was cut, all were.
                    source.Pool.Clear();
                    log.LogDebug("{Community}: a connection was cut; another is taken: {Problem}", community, lost.Message);
                }
            }
        }
        catch
        {
            gate?.Release();
            throw;
        }
    }

    private async Task<Session> Begin(string community, string schema, SemaphoreSlim? gate, CancellationToken stop)
    {
        var write = gate is not null;
        var connection = await source.Pool.OpenConnectionAsync(stop);
        try
        {
            // A writer reads what is there once it has its turn; a reader sees the moment at which it began.
            var transaction = await connection.BeginTransactionAsync(write ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, stop);
            await PostgresSource.Run(connection, $"SET LOCAL search_path TO {PostgresSource.Quoted(schema)}; " + (write
                ? $"SELECT pg_advisory_xact_lock({Writers(community)})"
                : "SET TRANSACTION READ ONLY"), stop, Patience);
            return new Session(connection, transaction, schema, gate, platform.Database.Shared);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override void UseFor(DbContextOptionsBuilder options, string community, string historyTable, EngineServices services)
    {
        var schema = PostgresSource.SchemaOf(community);
        options.UseNpgsql(source.Apart(schema), npgsql => npgsql.MigrationsHistoryTable(historyTable, schema));
        options.UseInternalServiceProvider(services.For(Kind));
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    public override async Task<DbConnection> Connect(string community, CancellationToken stop)
    {
        var connection = await source.Pool.OpenConnectionAsync(stop);
        // The pool puts it back when the connection is returned.
        await PostgresSource.Run(connection, $"SET search_path TO {PostgresSource.Quoted(PostgresSource.SchemaOf(community))}", stop);
        return connection;
    }

    public override Task<string> Backup(string community, string reason, CancellationToken stop) => copies.Make(community, reason, stop);

    public override async Task<IAsyncDisposable> Alone(string community, CancellationToken stop)
    {
        var schema = PostgresSource.SchemaOf(community);
        var gate = _writers.GetOrAdd(community, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(stop);
        IAsyncDisposable? held = null;
        try
        {
            held = await source.Lock("writers:" + community, stop);
            await using var connection = await source.Pool.OpenConnectionAsync(stop);
            await PostgresSource.Run(connection, $"CREATE SCHEMA IF NOT EXISTS {PostgresSource.Quoted(schema)}", stop);
            return new Turn(held, gate);
        }
        catch
        {
            if (held is not null) await held.DisposeAsync();
            gate.Release();
            throw;
        }
    }

    public override Task<IAsyncDisposable> Delivering(string community, CancellationToken stop) =>
        source.LockInPool("delivery:" + community, stop);

    public override async Task<long> Size(string community, CancellationToken stop)
    {
        await using var command = source.Pool.CreateCommand("SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace($1)");
        command.Parameters.Add(new() { Value = PostgresSource.Quoted(PostgresSource.SchemaOf(community)) });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    public override async Task<bool> Exists(string community, CancellationToken stop)
    {
        await using var command = source.Pool.CreateCommand("SELECT to_regnamespace($1) IS NOT NULL");
        command.Parameters.Add(new() { Value = PostgresSource.Quoted(PostgresSource.SchemaOf(community)) });
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    public override async Task Drop(string community, CancellationToken stop)
    {
        await using var connection = await source.Pool.OpenConnectionAsync(stop);
        await PostgresSource.Run(connection, $"DROP SCHEMA IF EXISTS {PostgresSource.Quoted(PostgresSource.SchemaOf(community))} CASCADE", stop, Patience);
    }

    public override async Task<string> PutAway(string community, CommunitySession session, CancellationToken stop)
    {
        var away = copies.NameOf(community, "moved");
        await PostgresSource.Run((NpgsqlConnection)session.Connection, $"ALTER SCHEMA {PostgresSource.Quoted(PostgresSource.SchemaOf(community))} RENAME TO {PostgresSource.Quoted(away)}", stop);
        await session.Commit(stop);
        return away;
    }

    public override Task<IReadOnlyList<string>> Tables(DbConnection connection, CancellationToken stop) =>
        Names(connection, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename", stop);

    public override async Task Drop(DbConnection connection, IReadOnlyList<string> tables, CancellationToken stop)
    {
        if (tables.Count > 0) await PostgresSource.Run((NpgsqlConnection)connection, $"DROP TABLE {string.Join(", ", tables.Select(PostgresSource.Quoted))} CASCADE", stop, Patience);
    }

    private static bool WasCut(NpgsqlException problem) => problem is PostgresException answer
        ? answer.SqlState == PostgresErrorCodes.AdminShutdown
        : problem.InnerException is System.IO.IOException or System.Net.Sockets.SocketException;

    private static long Writers(string community) => PostgresSource.LockKey("writers:" + community);

    private sealed class Turn(IAsyncDisposable held, SemaphoreSlim gate) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await held.DisposeAsync();
            }
            finally
            {
                gate.Release();
            }
        }
    }

    private sealed class Session(NpgsqlConnection connection, DbTransaction transaction, string schema, SemaphoreSlim? gate, bool shared) : CommunitySession(connection, transaction)
    {
        public override DatabaseKind Kind => DatabaseKind.PostgreSQL;

        public override async Task<string?> EnabledPackage(string community, string module, CancellationToken stop)
        {
            if (!shared) return null;
            await using var command = new NpgsqlCommand($"""SELECT "Package" FROM {PostgresSource.Platform}.enablements WHERE "Community" = $1 AND "Module" = $2 AND "On" """, connection)
            {
                Parameters = { new() { Value = community }, new() { Value = module } },
            };
            return (string?)await command.ExecuteScalarAsync(stop) ?? "";
        }

        protected override void UseProvider(DbContextOptionsBuilder options, string historyTable) =>
            options.UseNpgsql(Connection, npgsql => npgsql.MigrationsHistoryTable(historyTable, schema));

        protected override ValueTask Release()
        {
            gate?.Release();
            return ValueTask.CompletedTask;
        }
    }
}
