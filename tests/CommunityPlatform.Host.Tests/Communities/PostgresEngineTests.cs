using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CommunityPlatform.Host.Tests.Communities;

/// <summary>What the engine promises to everybody above it.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "Own")]
public sealed class PostgresEngineTests : IAsyncLifetime
{
    private readonly TestFolders _folders = new();
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _folders.Deliver("good-1");
        _host = await TestHost.Start(_folders, kind: DatabaseKind.PostgreSQL, communities: ["jia", "yi-dong"]);
        await _host.Enable("good");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folders.Dispose();
    }

    private DatabaseEngine Engine => _host.Get<DatabaseEngine>();

    [Fact]
    public async Task Each_community_has_a_schema_of_its_own_and_the_platform_another()
    {
        Assert.True(await _host.HasTable("jia", "good_notes"));
        Assert.False(await _host.HasTable("yi-dong", "good_notes"));
        Assert.True(await _host.HasTable("yi-dong", "host_audit"));
        await using var command = _host.Get<PostgresSource>().Pool.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        Assert.Equal(0L, await command.ExecuteScalarAsync());
        Assert.True(await Engine.Size("jia", CancellationToken.None) > 0);
    }

    [Fact]
    public async Task A_connection_that_went_back_to_the_pool_remembers_no_community()
    {
        for (var i = 0; i < 5; i++) await (await Engine.Open("jia", write: i % 2 == 0, CancellationToken.None)).DisposeAsync();
        await (await Engine.Connect("jia", CancellationToken.None)).DisposeAsync();
        await using var connection = await _host.Get<PostgresSource>().Pool.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT current_schema()", connection);
        Assert.Equal("platform", await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("jia\"; DROP SCHEMA platform CASCADE; --")]
    [InlineData("")]
    [InlineData("Jia")]
    public async Task A_name_that_is_no_short_name_reaches_no_database(string slug) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Engine.Open(slug, write: false, CancellationToken.None));

    [Fact]
    public async Task A_query_can_change_nothing()
    {
        await using var session = await Engine.Open("jia", write: false, CancellationToken.None);
        await using var command = session.Connection.CreateCommand();
        command.CommandText = "DELETE FROM host_audit";
        Assert.Equal("25006", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task A_writer_that_died_with_its_line_keeps_nobody_waiting()
    {
        var session = await Engine.Open("jia", write: true, CancellationToken.None);
        var line = ((NpgsqlConnection)session.Connection).ProcessID;
        await using (var command = _host.Get<PostgresSource>().Pool.CreateCommand($"SELECT pg_terminate_backend({line})")) await command.ExecuteScalarAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => session.Commit(CancellationToken.None));
        await session.DisposeAsync();
        Assert.True((await _host.Act("good", "AddNote", new { Text = "after" })).Ok);
    }

    [Fact]
    public async Task Lines_that_the_server_has_cut_while_they_lay_in_the_pool_are_nobodys_trouble()
    {
        for (var i = 0; i < 3; i++) await _host.Act("good", "AddNote", new { Text = "before" });
        await using (var stranger = new NpgsqlConnection(TestEngine.In(TestEngine.DatabaseOf(_folders.Root)) + ";Pooling=false"))
        {
            await stranger.OpenAsync();
            await using var cut = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", stranger);
            Assert.True((long)(await cut.ExecuteScalarAsync())! > 1);
        }
        Assert.True((await _host.Act("good", "AddNote", new { Text = "after" })).Ok);
        Assert.Equal(4, (await _host.Act("good", "CountNotes")).Value);
        Assert.Empty(_host.Faults.Recent);
    }

    [Fact]
    public async Task A_copy_holds_the_rows_as_they_were()
    {
        await _host.Act("good", "AddNote", new { Text = "kept" });
        var copy = await Engine.Backup("jia", "test", CancellationToken.None);
        if (File.Exists(copy)) Assert.True(new FileInfo(copy).Length > 0);
        else
        {
            await using var command = _host.Get<PostgresSource>().Pool.CreateCommand($"SELECT count(*) FROM \"{copy}\".good_notes");
            Assert.Equal(1L, await command.ExecuteScalarAsync());
        }
    }

    [Theory]
    [InlineData("Oracle", "Host=x", "Oracle")]
    [InlineData("1", "Host=x", "unknown")]
    [InlineData("PostgreSQL", null, "Database:ConnectionString is missing")]
    [InlineData("PostgreSQL", "  ", "Database:ConnectionString is missing")]
    public void Settings_that_cannot_be_are_refused_with_what_to_write(string provider, string? connection, string words)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Database:Provider", provider), new("Database:ConnectionString", connection)]).Build();
        Assert.Contains(words, Assert.Throws<InvalidOperationException>(() => DatabaseSettings.From(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SQLite_is_what_one_gets_without_asking()
    {
        Assert.Equal(new(DatabaseKind.SQLite, null), DatabaseSettings.From(new ConfigurationBuilder().Build()));
    }
}
