using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace CommunityPlatform.Host.Communities;

/// <summary>The installation's PostgreSQL: one pool of connections for everything, and the names of things in it.</summary>
internal sealed partial class PostgresSource : IAsyncDisposable
{
    /// <summary>The schema of the platform's own tables; pooled connections stand in it unless told otherwise.</summary>
    public const string Platform = "platform";

    /// <summary>The server allows a hundred connections unless told otherwise; two hosts and the operator's own tools share them.</summary>
    private const int Connections = 40;

    private readonly NpgsqlConnectionStringBuilder _settings;

    public PostgresSource(string connectionString)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        _settings = new(connectionString) { SearchPath = Platform };
        if (!said.ContainsKey("Maximum Pool Size") && !said.ContainsKey("MaxPoolSize")) _settings.MaxPoolSize = Connections;
        if (!said.ContainsKey("Application Name") && !said.ContainsKey("ApplicationName")) _settings.ApplicationName = "CommunityPlatform";
        // A line that has died silently is found out about, and with it every lock that it holds.
        if (!said.ContainsKey("Keepalive")) _settings.KeepAlive = 15;
        Pool = new NpgsqlDataSourceBuilder(_settings.ToString()).Build();
    }

    public NpgsqlDataSource Pool { get; }

    /// <summary>How to reach the server, for its own programs.</summary>
    public NpgsqlConnectionStringBuilder Settings => _settings;

    /// <summary>For a connection of its own, outside of the pool, that stands in this schema.</summary>
    public string Apart(string schema) => new NpgsqlConnectionStringBuilder(_settings.ToString()) { SearchPath = Quoted(schema), Pooling = false }.ToString();

    public async Task<NpgsqlConnection> OpenApart(string schema, CancellationToken stop)
    {
        var connection = new NpgsqlConnection(Apart(schema));
        try
        {
            await connection.OpenAsync(stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a lock that all hosts share, on a connection of its own; with the connection the lock goes.</summary>
    public async Task<IAsyncDisposable> Lock(string name, CancellationToken stop) => await Lock(await OpenApart(Platform, stop), name, stop);

    /// <summary>The same for short turns that come often, on a connection of the pool.</summary>
    public async Task<IAsyncDisposable> LockInPool(string name, CancellationToken stop) => await Lock(await Pool.OpenConnectionAsync(stop), name, stop);

    private static async Task<Held> Lock(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        try
        {
            await Run(connection, $"SELECT pg_advisory_lock({LockKey(name)})", stop, seconds: 0);
            return new Held(connection, LockKey(name));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task Run(NpgsqlConnection connection, string sql, CancellationToken stop, int seconds = 30)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = seconds };
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The schema of a community's data.</summary>
    public static string SchemaOf(string community) => Slug().IsMatch(community)
        ? "c_" + community
        : throw new ArgumentException($"'{community}' is no community's short name.", nameof(community));

    public static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A lock's number. Two names with one number would wait for each other, no more.</summary>
    public static long LockKey(string name) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("cp:" + name)));

    public ValueTask DisposeAsync() => Pool.DisposeAsync();

    [GeneratedRegex("^[a-z][a-z0-9-]{1,30}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Slug();

    private sealed class Held(NpgsqlConnection connection, long key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // Said aloud, so that it is free when we go on; a line that broke has given it back by itself.
            if (connection.State == System.Data.ConnectionState.Open) await Run(connection, $"SELECT pg_advisory_unlock({key})", CancellationToken.None);
            await connection.DisposeAsync();
        }
    }
}
