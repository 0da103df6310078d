using CommunityPlatform.Host.Communities;
using Npgsql;

namespace CommunityPlatform.Testing;

/// <summary>
/// On which kind of database this run's houses and frames stand: SQLite, or what <c>CP_TEST_ENGINE</c> says. <c>test.sh</c> runs the
/// tests of use cases once on each.
/// </summary>
internal static class TestEngine
{
    public static DatabaseKind Kind { get; } = Environment.GetEnvironmentVariable("CP_TEST_ENGINE") is { Length: > 0 } said
        ? DatabaseSettings.Kind(said) ?? throw new InvalidOperationException($"CP_TEST_ENGINE is '{said}'; write SQLite or PostgreSQL.")
        : DatabaseKind.SQLite;

    /// <summary>The server that test.sh has started.</summary>
    public static string Server => Environment.GetEnvironmentVariable("CP_TEST_POSTGRES") is { Length: > 0 } admin
        ? admin
        : throw new InvalidOperationException("This test needs a PostgreSQL: run it through ./test.sh, which starts one, or set CP_TEST_POSTGRES to what `dev/scripts/postgres-for-tests.sh start` prints.");

    /// <summary>How to reach a database on that server.</summary>
    public static string In(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 30 }.ToString();

    /// <summary>What a house's command line says of its database.</summary>
    public static IReadOnlyList<string> Arguments(DatabaseKind kind, string root) => kind == DatabaseKind.SQLite
        ? []
        : ["--Database:Provider", nameof(DatabaseKind.PostgreSQL), "--Database:ConnectionString", In(DatabaseOf(root))];

    /// <summary>The database that goes with a house's folder.</summary>
    public static string DatabaseOf(string root) => Path.GetFileName(root.TrimEnd(Path.DirectorySeparatorChar));

    public static async Task Make(string database)
    {
        if ((bool)(await OnServer($"select exists (select from pg_database where datname = '{database}')"))!) return;
        await OnServer($"create database \"{database}\"");
    }

    public static void Drop(string database) => OnServer($"drop database if exists \"{database}\" with (force)").GetAwaiter().GetResult();

    public static async Task<object?> OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
