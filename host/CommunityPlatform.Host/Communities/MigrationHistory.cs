using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities;

/// <summary>
/// Says from the history table alone whether a context's migrations are all done. EF's own question builds the context's whole
/// model first, which costs a start or a switch some hundred milliseconds for every module.
/// </summary>
internal static class MigrationHistory
{
    /// <summary>True only where every migration of the context stands in the table; where the table cannot be read, EF has to look.</summary>
    public static async Task<bool> IsComplete(DbConnection connection, string table, Type context, CancellationToken stop) =>
        await Done(connection, table, stop) is { } done && Ids(context).All(done.Contains);

    /// <summary>The migrations that were done; null where the table is not there or cannot be read.</summary>
    public static async Task<IReadOnlySet<string>?> Done(DbConnection connection, string table, CancellationToken stop)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            if (connection.State != System.Data.ConnectionState.Open) await connection.OpenAsync(stop);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT \"MigrationId\" FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) done.Add(reader.GetString(0));
            return done;
        }
        catch (DbException)
        {
            return null;
        }
    }

    /// <summary>The migrations that a context comes with.</summary>
    public static IEnumerable<string> Ids(Type context) => context.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == context)
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>();
}
