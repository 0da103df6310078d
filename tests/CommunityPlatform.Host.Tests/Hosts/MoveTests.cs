using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Communities.Moving;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Hosts;

/// <summary>One community's data from SQLite to PostgreSQL and back, while the house stays open.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "Own")]
public sealed class MoveTests : IAsyncLifetime
{
    private readonly TestFolders _folders = new();
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _folders.Deliver("good-1");
        _folders.Deliver("lib-a");
        // The platform stays in its file; single communities may stand on the server.
        var server = (await _folders.Database(DatabaseKind.PostgreSQL))[^1];
        _host = await TestHost.Start(_folders, arguments: ["--Database:ConnectionString", server], communities: ["jia", "yi"]);
        await _host.Enable("good");
        await _host.Enable("lib-a");
        await _host.Disable("lib-a");
        for (var i = 0; i < 7; i++) await _host.Act("good", "AddNote", new { Text = $"便签 {i} ''\\ 🌸" });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folders.Dispose();
    }

    private Task<MoveReport> Move(DatabaseKind to, Action<MoveProgress>? progress = null) => _host.Get<CommunityMove>().Run("jia", to, progress ?? (_ => { }), CancellationToken.None);

    private async Task<Community> Row()
    {
        await using var database = await _host.Platforms();
        return await database.Communities.SingleAsync(row => row.Slug == "jia");
    }

    private Task Open() => Eventually.True(async () => await _host.Status("/c/jia/good") == 200 && !_host.Get<DatabasePlaces>().IsMoving("jia"), "the community is open again");

    [Fact]
    public async Task Everything_arrives_and_goes_on_and_comes_back()
    {
        var before = await Lines();
        var there = await Move(DatabaseKind.PostgreSQL);
        Assert.Contains(there.Tables, table => table is { Name: "good_notes", Sum.Rows: 7 });
        Assert.Equal("PostgreSQL", (await Row()).Database);
        Assert.NotNull(there.LeftBehind);
        Assert.True(File.Exists(there.LeftBehind));
        await Open();
        Assert.Equal(DatabaseKind.PostgreSQL, _host.Get<DatabasePlaces>().Of("jia"));
        Assert.Equal(before, (await Lines())[..before.Count]);
        Assert.True((await _host.Act("good", "AddNote", new { Text = "on the server" })).Ok);
        await _host.Enable("lib-a");

        var back = await Move(DatabaseKind.SQLite);
        Assert.Contains(back.Tables, table => table is { Name: "good_notes", Sum.Rows: 8 });
        await Open();
        Assert.Equal(8, (await _host.Act("good", "CountNotes")).Value);
        Assert.True((await _host.Act("good", "AddNote", new { Text = "in the file again" })).Ok);

        // And once more: what the first move left behind is in nobody's way.
        await Move(DatabaseKind.PostgreSQL);
        await Open();
        Assert.Equal(9, (await _host.Act("good", "CountNotes")).Value);
    }

    private Task<List<string>> Lines() => _host.Books("jia", async books => (await books.Audit.Where(line => line.Module == "good").OrderBy(line => line.Id).ToListAsync())
        .ConvertAll(line => $"{line.Id} {line.At:O} {line.Act} {line.Subject} {line.Outcome}"));

    [Fact]
    public async Task While_it_moves_its_doors_say_so_and_the_neighbours_notice_nothing()
    {
        await _host.Enable("good", "yi");
        var ask = _host.Ask("good", "AddNote", new { Text = "too late" });
        string? page = null;
        int status = 0, neighbour = 0;
        string? refusal = null;
        await Move(DatabaseKind.PostgreSQL, _ =>
        {
            if (page is not null) return;
            using var answer = _host.Http.GetAsync("/c/jia/good").GetAwaiter().GetResult();
            (status, page) = ((int)answer.StatusCode, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
            neighbour = _host.Status("/c/yi/good").GetAwaiter().GetResult();
            refusal = _host.Start(ask).GetAwaiter().GetResult().Refusal;
        });
        Assert.Equal((503, 200, "BeingMoved"), (status, neighbour, refusal));
        Assert.Contains("id=\"moving\"", page, StringComparison.Ordinal);
        await Open();
        Assert.Equal(7, (await _host.Act("good", "CountNotes")).Value);
        Assert.Empty(_host.Faults.Recent);
    }

    [Fact]
    public async Task A_move_that_fails_in_the_middle_leaves_everything_as_it_was()
    {
        var moves = 0;
        await Assert.ThrowsAsync<IOException>(() => Move(DatabaseKind.PostgreSQL, _ =>
        {
            if (++moves == 4) throw new IOException("the line broke");
        }));
        await Open();
        Assert.Equal((null, null), ((await Row()).Database, (await Row()).MovingTo));
        Assert.False(await _host.Get<PlacedEngine>().Of(DatabaseKind.PostgreSQL).Exists("jia", CancellationToken.None));
        Assert.Equal(7, (await _host.Act("good", "CountNotes")).Value);
        Assert.True((await _host.Act("good", "AddNote", new { Text = "goes on" })).Ok);
    }

    [Fact]
    public async Task A_table_that_belongs_to_nobody_stops_the_move()
    {
        await _host.Sql("jia", "CREATE TABLE lost_rows (Id INTEGER)");
        var refused = await Assert.ThrowsAsync<MoveRefused>(() => Move(DatabaseKind.PostgreSQL));
        Assert.Equal((MoveReason.UnknownTable, "lost_rows"), (refused.Reason, refused.Arguments[0]));
        await Open();
    }

    [Fact]
    public async Task Data_that_are_there_already_are_not_written_over()
    {
        await using (await _host.Get<PlacedEngine>().Of(DatabaseKind.PostgreSQL).Alone("jia", CancellationToken.None)) { }
        Assert.Equal(MoveReason.NotEmpty, (await Assert.ThrowsAsync<MoveRefused>(() => Move(DatabaseKind.PostgreSQL))).Reason);
        Assert.Equal(MoveReason.ThereAlready, (await Assert.ThrowsAsync<MoveRefused>(() => Move(DatabaseKind.SQLite))).Reason);
        Assert.Equal(200, await _host.Status("/c/jia/good"));
    }

    [Fact]
    public async Task A_move_whose_process_was_killed_can_be_given_up_or_done_again()
    {
        // As a killed one leaves it: closed, and half of the tables there.
        await using (await _host.Get<PlacedEngine>().Of(DatabaseKind.PostgreSQL).Alone("jia", CancellationToken.None)) { }
        await using (var database = await _host.Platforms())
        {
            (await database.Communities.SingleAsync(row => row.Slug == "jia")).MovingTo = "PostgreSQL";
            await database.SaveChangesAsync();
        }
        await Eventually.True(async () => await _host.Status("/c/jia/good") == 503, "it is closed");
        Assert.Empty((await Move(DatabaseKind.SQLite)).Tables);
        await Open();
        await Move(DatabaseKind.PostgreSQL);
        await Open();
        Assert.Equal(7, (await _host.Act("good", "CountNotes")).Value);
    }

    [Fact]
    public async Task Who_still_holds_the_old_file_open_can_bring_no_act_to_its_end()
    {
        var old = _host.Get<SqliteEngine>();
        await using var stranger = new SqliteConnection($"Data Source={old.FileOf("jia")};Pooling=False");
        await stranger.OpenAsync();
        await using var command = stranger.CreateCommand();
        // An act takes the head of the chain and adds its line.
        command.CommandText = "INSERT INTO host_audit (Id, At, Person, Module, Act, Outcome) SELECT hex(randomblob(16)), At, Person, Module, Act, Outcome FROM host_audit LIMIT 1";
        Assert.True(await command.ExecuteNonQueryAsync() > 0);
        await Move(DatabaseKind.PostgreSQL);
        await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync());
        Assert.False(File.Exists(old.FileOf("jia")));
    }
}
