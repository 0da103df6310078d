using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Vault;

/// <summary>Finds sealed texts in a community's database without knowing anybody's model: by how they begin.</summary>
internal static class SealedColumns
{
    /// <summary>How many texts each key has sealed, over all tables.</summary>
    public static async Task<Dictionary<uint, long>> Keys(DbConnection connection, CancellationToken stop)
    {
        var keys = new Dictionary<uint, long>();
        foreach (var (table, column) in await TextColumns(connection, stop))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT substr({Quoted(column)}, 4, 8), COUNT(*) FROM {Quoted(table)} WHERE {Quoted(column)} LIKE '{SealedText.Like}' GROUP BY 1";
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                if (uint.TryParse(reader.GetString(0), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)) keys[id] = keys.GetValueOrDefault(id) + reader.GetInt64(1);
        }
        return keys;
    }

    private static async Task<List<(string Table, string Column)>> TextColumns(DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection
            ? "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND upper(c.type) LIKE '%TEXT%'"
            : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')";
        await using var reader = await command.ExecuteReaderAsync(stop);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(stop)) columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
