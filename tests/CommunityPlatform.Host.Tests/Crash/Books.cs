using System.Text.Json;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Tests.Crash;

/// <summary>Reads the databases of a house with eyes of its own, not with the house's code.</summary>
internal sealed class Books(TestFolders folders)
{
    private string Platform => Path.Combine(folders.Data, "platform.db");

    private string Of(string community) => Path.Combine(folders.Data, "communities", community, "community.db");

    public async Task<IReadOnlySet<Guid>> Notes() => await Ids("select Id from good_notes", text => text);

    /// <summary>The notes of which the outbox tells.</summary>
    public async Task<IReadOnlySet<Guid>> Told() =>
        await Ids("select Payload from host_outbox where Name = 'good.note-added.v1'", text => JsonDocument.Parse(text).RootElement.EnumerateObject().First().Value.GetString()!);

    /// <summary>The notes that the audit log has as done.</summary>
    public async Task<IReadOnlySet<Guid>> Audited() => await Ids("select Subject from host_audit where Act = 'AddNote' and Outcome = 'done'", text => text);

    /// <summary>How often the audit log says that the module was switched on and off, and how often the outbox tells of it.</summary>
    public async Task<(long Audited, long Told)> Switches(string community) =>
        (long.Parse((await Column(Of(community), "select count(*) from host_audit where Act in ('EnableModule', 'DisableModule') and Outcome = 'done'"))[0], null),
         long.Parse((await Column(Of(community), "select count(*) from host_outbox where Name = 'host.module-switched.v1'"))[0], null));

    public async Task<bool> On(string community) =>
        (await Column(Platform, $"select Module from enablements where Community = '{community}' and Module = 'good' and \"On\" = 1")).Count == 1;

    public async Task<int> Granted(string community) => (await Column(Platform, $"select Permission from role_grants where Community = '{community}' and Permission like 'good.%'")).Count;

    /// <summary>The version on record for a community, and the one that is chosen for the house.</summary>
    public async Task<(string Here, string Chosen)> Versions(string community) =>
        (Version(await Column(Platform, $"select Package from enablements where Community = '{community}' and Module = 'good'")),
         Version(await Column(Platform, "select Package from packages where Module = 'good'")));

    public async Task<bool> HasTable(string community, string table) => (await Column(Of(community), $"select name from sqlite_master where type = 'table' and name = '{table}'")).Count == 1;

    public async Task<bool> HasMood(string community) => (await Column(Of(community), "select name from pragma_table_info('good_notes') where name = 'Mood'")).Count == 1;

    public async Task Whole()
    {
        foreach (var file in (string[])[Platform, Of("jia"), Of("yi")]) Assert.Equal(["ok"], await Column(file, "pragma integrity_check"));
    }

    private async Task<IReadOnlySet<Guid>> Ids(string sql, Func<string, string> id)
    {
        var rows = await Column(Of("jia"), sql);
        var ids = rows.Select(row => Guid.Parse(id(row))).ToHashSet();
        Assert.Equal(rows.Count, ids.Count);
        return ids;
    }

    private static string Version(List<string> keys) => Assert.Single(keys).Split('+')[0];

    private static async Task<List<string>> Column(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False;Default Timeout=20");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync()) found.Add(rows.GetValue(0).ToString()!);
        return found;
    }
}
