using System.Data.Common;
using System.IO.Compression;
using System.Text.Json;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Packaging;

/// <summary>What a module has in a community's database and files.</summary>
internal sealed record ModuleTraces(string Community, IReadOnlyList<string> Tables, long Rows, int Files)
{
    public bool Any => Tables.Count + Files > 0;
}

/// <summary>模块数据 · A module's data in a community, handled without the module's code: counted, exported, taken away.</summary>
internal sealed class ModuleData(DatabaseEngine engine, CommunityBooks books, PlatformOptions options)
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<ModuleTraces> Traces(string community, string id, CancellationToken stop)
    {
        await using var session = await engine.Open(community, write: false, stop);
        await using var book = books.Open(session);
        var tables = ModuleTables.Of(await engine.Tables(session.Connection, stop), id);
        var rows = 0L;
        foreach (var table in Own(tables, id)) rows += await Count(session.Connection, table, stop);
        return new(community, tables, rows, await book.Files.CountAsync(file => file.Owner == id, stop));
    }

    /// <summary>Where an export of a community lies.</summary>
    public string ExportOf(string community, string name) => Path.Combine(options.Data, "communities", community, "exports", name);

    /// <summary>Writes the module's rows, a JSON file a table, and its files into one zip that only the platform's account may read.</summary>
    public async Task Export(string community, string id, string name, CancellationToken stop)
    {
        var path = ExportOf(community, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var own = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) own.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, own);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        await using var session = await engine.Open(community, write: false, stop);
        foreach (var table in Own(ModuleTables.Of(await engine.Tables(session.Connection, stop), id), id))
        {
            await using var entry = archive.CreateEntry($"tables/{table}.json").Open();
            await WriteRows(session.Connection, table, entry, stop);
        }
        await using var book = books.Open(session);
        foreach (var kept in await book.Files.AsNoTracking().Where(row => row.Owner == id).ToListAsync(stop))
        {
            if (!File.Exists(PathOf(community, kept.Id))) continue;
            await using var from = File.OpenRead(PathOf(community, kept.Id));
            await using var entry = archive.CreateEntry($"files/{kept.Id:N}-{ArchiveNames.Shown(Path.GetFileName(kept.Name))}").Open();
            await from.CopyToAsync(entry, stop);
        }
    }

    /// <summary>Drops the module's tables and everything that the host's own tables hold for it, in one transaction; then its files.</summary>
    public async Task Remove(string community, string id, CancellationToken stop)
    {
        var files = new List<Guid>();
        await using (var session = await engine.Open(community, write: true, stop))
        {
            await engine.Drop(session.Connection, ModuleTables.Of(await engine.Tables(session.Connection, stop), id), stop);
            await using var book = books.Open(session);
            files.AddRange(await book.Files.Where(row => row.Owner == id).Select(row => row.Id).ToListAsync(stop));
            await book.Files.Where(row => row.Owner == id).ExecuteDeleteAsync(stop);
            var listeners = id + "/";
            await book.Applied.Where(row => row.Listener.StartsWith(listeners)).ExecuteDeleteAsync(stop);
            await book.Listeners.Where(row => row.Listener.StartsWith(listeners)).ExecuteDeleteAsync(stop);
            await session.Commit(stop);
        }
        foreach (var file in files) File.Delete(PathOf(community, file));
    }

    private static IEnumerable<string> Own(IReadOnlyList<string> tables, string id) => tables.Where(table => table != CommunitySession.HistoryTable(id));

    private string PathOf(string community, Guid id) => Path.Combine(options.Data, "communities", community, "files", id.ToString("N")[^2..], id.ToString("N"));

    private static async Task<long> Count(DbConnection connection, string table, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {Quoted(table)}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task WriteRows(DbConnection connection, string table, Stream into, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {Quoted(table)}";
        await using var rows = await command.ExecuteReaderAsync(stop);
        await using var json = new Utf8JsonWriter(into, Readable);
        json.WriteStartArray();
        while (await rows.ReadAsync(stop))
        {
            json.WriteStartObject();
            for (var i = 0; i < rows.FieldCount; i++)
            {
                json.WritePropertyName(rows.GetName(i));
                JsonSerializer.Serialize(json, rows.IsDBNull(i) ? null : rows.GetValue(i));
            }
            json.WriteEndObject();
            if (json.BytesPending > 64 * 1024) await json.FlushAsync(stop);
        }
        json.WriteEndArray();
    }

    private static string Quoted(string table) => $"\"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
