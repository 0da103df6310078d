using Npgsql;

namespace CommunityPlatform.Testing;

/// <summary>A database of its own on the PostgreSQL that <c>CP_TEST_POSTGRES</c> names; dropped afterwards.</summary>
internal sealed class TestPostgres : IAsyncDisposable
{
    // PostgreSQL cuts names after 63 characters, EF's model marks where it cuts: the first sixty tell enough.
    private const string SchemaSql = """
        select 'column ' || table_name || '.' || column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '')
            || case when is_nullable = 'NO' then ' not null' else '' end || case when is_identity = 'YES' then ' identity ' || identity_generation else '' end
            from information_schema.columns where table_schema = 'public' and table_name not like '\_\_%'
        union all
        select 'constraint ' || conrelid::regclass || ' ' || left(conname, 60) || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text not like '%\_\_%'
        union all
        select 'index ' || left(indexname, 60) || ' ' || regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX .* ON ', '\1ON ') from pg_indexes where schemaname = 'public' and tablename not like '\_\_%'
        order by 1
        """;

    private readonly string _name = $"cp_test_{Guid.NewGuid():N}";

    public string Connection => new NpgsqlConnectionStringBuilder(TestEngine.Server) { Database = _name, Pooling = false }.ToString();

    public static async Task<TestPostgres> New()
    {
        var database = new TestPostgres();
        await TestEngine.Make(database._name);
        return database;
    }

    public async Task<IReadOnlyList<string>> Schema()
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(SchemaSql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) lines.Add(rows.GetString(0));
        return lines;
    }

    public async ValueTask DisposeAsync() => await TestEngine.OnServer($"drop database {_name} with (force)");
}
