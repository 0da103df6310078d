using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Backups;

/// <summary>A database file of a backup, read with eyes that know nothing of models: it may be of any version.</summary>
internal static class Databases
{
    public static async Task<SqliteConnection> Open(string path, bool write, CancellationToken stop)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 20,
        }.ToString());
        await connection.OpenAsync(stop);
        return connection;
    }

    /// <summary>The rows of every table.</summary>
    public static async Task<SortedDictionary<string, long>> Counts(SqliteConnection connection, CancellationToken stop)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'", stop))
            counts[table] = (long)(await Scalar(connection, $"SELECT COUNT(*) FROM {Quoted(table)}", stop))!;
        return counts;
    }

    /// <summary>The last line of the audit chain.</summary>
    public static async Task<(long Lines, string? Hash)> Head(SqliteConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Sequence\", \"Hash\" FROM host_audit_head";
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetInt64(0), reader.GetString(1)) : (0, null);
    }

    /// <summary>Nothing where the file is sound.</summary>
    public static async Task<string?> Damage(SqliteConnection connection, CancellationToken stop) =>
        (await Texts(connection, "PRAGMA integrity_check", stop)) is ["ok"] ? null : "integrity_check";

    public static async Task<List<string>> Texts(SqliteConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var texts = new List<string>();
        while (await reader.ReadAsync(stop)) texts.Add(reader.GetString(0));
        return texts;
    }

    public static async Task<object?> Scalar(SqliteConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Writes a consistent copy while people work; it holds no page that is free.</summary>
    public static async Task CopyTo(System.Data.Common.DbConnection connection, string target, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.CommandTimeout = 0;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("$target", target);
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Quoted(string table) => $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
