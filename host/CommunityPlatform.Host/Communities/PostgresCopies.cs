using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CommunityPlatform.Host.Communities;

/// <summary>
/// Copies of a community's schema, made before a migration: a file by <c>pg_dump</c> where that program is on this machine and fits
/// the server, otherwise the bare rows in a schema beside it.
/// </summary>
internal sealed class PostgresCopies(PostgresSource source, PlatformOptions options, TimeProvider clock, ILogger<PostgresCopies> log)
{
    public async Task<string> Make(string community, string reason, CancellationToken stop) =>
        await Dump(community, reason, stop) ?? await Rows(community, reason, stop);

    /// <summary>A name for a schema beside a community's own; longer names than PostgreSQL keeps are cut.</summary>
    public string NameOf(string community, string reason)
    {
        var name = $"{PostgresSource.SchemaOf(community)}_{clock.GetUtcNow():yyyyMMddHHmmssfff}_{reason}";
        return name.Length > 63 ? name[..63] : name;
    }

    private async Task<string?> Dump(string community, string reason, CancellationToken stop)
    {
        var folder = Path.Combine(options.Data, "communities", community, "backups");
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, $"{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}-{reason}.dump");
        var (error, code) = await Run("pg_dump", ["--format=custom", $"--schema={PostgresSource.Quoted(PostgresSource.SchemaOf(community))}", $"--file={target}"], stop);
        if (code == 0) return target;
        log.LogInformation("{Community}: pg_dump made no copy ({Problem}); the rows are copied inside the database", community, error);
        File.Delete(target);
        return null;
    }

    private async Task<(string Error, int Code)> Run(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        var settings = source.Settings;
        foreach (var (name, value) in new (string, string?)[]
        {
            ("PGHOST", settings.Host), ("PGPORT", settings.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", settings.Username), ("PGPASSWORD", settings.Password), ("PGDATABASE", settings.Database),
        })
            if (value is not null) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var error = await process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (error.Trim(), process.ExitCode);
        }
        catch (Win32Exception missing)
        {
            return (missing.Message, -1);
        }
    }

    private async Task<string> Rows(string community, string reason, CancellationToken stop)
    {
        var (from, to) = (PostgresSource.SchemaOf(community), NameOf(community, reason));
        await using var connection = await source.Pool.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        await PostgresSource.Run(connection, $"CREATE SCHEMA {PostgresSource.Quoted(to)}", stop);
        foreach (var table in await Tables(connection, from, stop))
            await PostgresSource.Run(connection, $"CREATE TABLE {PostgresSource.Quoted(to)}.{PostgresSource.Quoted(table)} AS TABLE {PostgresSource.Quoted(from)}.{PostgresSource.Quoted(table)}", stop, seconds: 600);
        await transaction.CommitAsync(stop);
        return to;
    }

    private static async Task<List<string>> Tables(NpgsqlConnection connection, string schema, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1", connection) { Parameters = { new() { Value = schema } } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        var tables = new List<string>();
        while (await reader.ReadAsync(stop)) tables.Add(reader.GetString(0));
        return tables;
    }
}
