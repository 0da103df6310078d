using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Testing;

/// <summary>A SQLite database's tables, columns, keys and indexes as lines of text, so that two of them can be compared.</summary>
internal static class SqliteSchema
{
    private const string Sql = """
        with tables as (select name, sql from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~' and name not like '~_~_EF%' escape '~')
        select 'table ' || name || case when sql like '%AUTOINCREMENT%' then ' counted' else '' end from tables
        union all
        select 'column ' || t.name || '.' || c.name || ' ' || c.type || case when c."notnull" then ' not null' else '' end || case when c.pk then ' key ' || c.pk else '' end
            from tables t, pragma_table_info(t.name) c
        union all
        select 'foreign key ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || f."to" || ' on delete ' || f.on_delete
            from tables t, pragma_foreign_key_list(t.name) f
        union all
        select 'index ' || t.name || '.' || case when i.origin = 'c' then i.name else i.origin end || case when i."unique" then ' unique' else '' end || ' on '
            || (select group_concat(name || case when desc then ' desc' else '' end) from (select name, desc from pragma_index_xinfo(i.name) where key order by seqno)) || case when i.partial then ' partial' else '' end
            from tables t, pragma_index_list(t.name) i
        order by 1
        """;

    public static async Task<IReadOnlyList<string>> Read(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture)!);
        return lines;
    }
}
