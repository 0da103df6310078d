using System.Diagnostics;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Imports;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.Tests.Privacy;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Host.Vault;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Vault;

/// <summary>Keys are turned while people search and write; a cut-off turn goes on, and nothing is dropped that something needs.</summary>
[Collection(ModulesCollection.Name)]
public sealed class KeyTurnTests : IDisposable
{
    private const int People = 60;

    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private static string Phone(int number) => $"1380001{number:0000}";

    private static async Task Furnish(TestHost host)
    {
        var (_, building) = await host.Place(1);
        for (var i = 0; i < People; i++) await host.Enter(building, "居民" + (char)('一' + i), phone: Phone(i), door: $"1单元{i}");
    }

    private static async Task<IReadOnlyCollection<uint>> Used(TestHost host)
    {
        await using var session = await host.Get<DatabaseEngine>().Open("jia", write: false, CancellationToken.None);
        return (await SealedColumns.Keys(session.Connection, CancellationToken.None)).Keys;
    }

    /// <summary>Each is found by the whole number and by its last four digits, and opens.</summary>
    private static async Task AllFound(TestHost host)
    {
        for (var i = 0; i < People; i += 7)
        {
            var row = Assert.Single((await host.Find(Phone(i))).Rows);
            Assert.Contains(row.Id, (await host.Find(Phone(i)[^4..])).Rows.Select(one => one.Id));
            Assert.Equal(Phone(i), (await host.Ask(new RevealContact(row.Id, "serve", "called back"))).Value);
        }
    }

    [Fact]
    public async Task Everything_is_sealed_and_indexed_anew_and_then_the_old_key_goes()
    {
        await using var host = await TestHost.Start(_folders);
        await Furnish(host);
        var keys = host.Get<KeyFolder>();
        var import = Guid.NewGuid();
        var folder = Path.Combine(_folders.Data, "communities", "jia", "imports");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{import:N}.sealed"), keys.Of("jia").Seal("host/Import.File", Convert.ToBase64String([1, 2, 3])));
        var before = keys.Of("jia");
        var index = await host.Books("jia", books => books.Persons.Select(person => person.PhoneIndex).FirstAsync());

        await host.Get<KeyTurn>().Run("jia", "test", CancellationToken.None);

        Assert.Null(host.Get<KeyTurn>().Of("jia"));
        var after = keys.Of("jia");
        Assert.False(after.IsTurning);
        Assert.Equal([after.Current], after.Keys.Keys);
        Assert.NotEqual(before.Current, after.Current);
        Assert.NotEqual(before.IndexKey, after.IndexKey);
        Assert.Equal([after.Current], await Used(host));
        Assert.Equal(0, await host.Books("jia", books => books.Persons.CountAsync(person => person.PhoneIndex == index)));
        Assert.Equal(after.Current, SealedText.KeyOf(await File.ReadAllTextAsync(Path.Combine(folder, $"{import:N}.sealed"))));
        await AllFound(host);
        await using var database = await host.Platforms();
        Assert.Equal(["turn-keys", "keys-turned"], await database.OperatorLog.Where(line => line.Subject == "jia" && line.Act.Contains("keys")).OrderBy(line => line.At).Select(line => line.Act).ToListAsync());
    }

    [Fact]
    public async Task While_it_goes_on_people_are_found_and_numbers_change()
    {
        await using var host = await TestHost.Start(_folders);
        await Furnish(host);
        var turn = Stepwise(host, 1);
        var steps = 0;
        using var over = new CancellationTokenSource();
        turn.Changed += () => steps++;
        var (_, building) = await host.Place(2);
        var fresh = new List<string>();
        var searching = Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                await AllFound(host);
                var phone = $"1390002{i:0000}";
                await host.Enter(building, "新" + (char)('一' + i), phone: phone, door: $"2单元{i}");
                fresh.Add(phone);
                Assert.Single((await host.Find(phone)).Rows);
            }
        });
        await turn.Run("jia", "test", CancellationToken.None);
        await over.CancelAsync();
        await searching;
        Assert.InRange(steps, People, int.MaxValue);
        Assert.NotEmpty(fresh);
        Assert.Null(turn.Of("jia"));
        Assert.Equal([host.Get<KeyFolder>().Of("jia").Current], await Used(host));
        foreach (var phone in fresh) Assert.Single((await host.Find(phone)).Rows);
        await AllFound(host);
    }

    private static KeyTurn Stepwise(TestHost host, int step) => new(
        host.Get<KeyFolder>(), host.Get<PlacedEngine>(), host.Get<HostEngine>(), host.Desk, host.Board, host.Store, host.Get<Host.Modules.ModuleLoader>(), host.Get<ImportDesk>(),
        host.Get<IDbContextFactory<PlatformDbContext>>(), host.Get<PlatformUpkeep>(), host.Get<TimeProvider>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<KeyTurn>.Instance) { Step = step };

    [Fact]
    public async Task Cut_off_in_the_middle_everything_opens_and_the_next_start_goes_on()
    {
        uint old;
        await using (var host = await TestHost.Start(_folders))
        {
            await Furnish(host);
            old = host.Get<KeyFolder>().Of("jia").Current;
            using var cut = new CancellationTokenSource();
            var turn = Stepwise(host, 5);
            turn.Changed += () =>
            {
                if (turn.Of("jia") is { Done: >= 20 }) cut.Cancel();
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.Run("jia", "test", cut.Token));
            Assert.Equal(2, (await Used(host)).Count);
            Assert.Contains(old, host.Get<KeyFolder>().Of("jia").Keys.Keys);
            await AllFound(host);
        }
        await using var after = await TestHost.Start(_folders);
        await Eventually.True(() => !after.Get<KeyFolder>().Of("jia").IsTurning, "the old key is dropped", 60);
        Assert.DoesNotContain(old, await Used(after));
        await AllFound(after);
    }

    [Fact]
    public async Task What_is_sensitive_stays_under_a_key_of_its_own()
    {
        _folders.Deliver("keeper");
        await using var host = await TestHost.Start(_folders);
        await host.Enable("keeper");
        var id = await host.Enter((await host.Place(1)).Building, "吕桂兰");
        await host.Consent(id);
        await host.Visit(id);
        var old = host.Get<KeyFolder>().Of("jia").Current;
        Assert.Equal(SealedText.Prefix(old, own: true), (await Health(host))[..12]);
        await host.Get<KeyTurn>().Run("jia", "test", CancellationToken.None);
        var current = host.Get<KeyFolder>().Of("jia").Current;
        Assert.NotEqual(old, current);
        var stored = await Health(host);
        Assert.Equal(SealedText.Prefix(current, own: true), stored[..12]);
        Assert.Equal("well", SealedText.Open(current, host.Get<KeyFolder>().Key("jia", current), "keeper/Visit.Health", stored));
    }

    private static async Task<string> Health(TestHost host)
    {
        await using var session = await host.Get<DatabaseEngine>().Open("jia", write: false, CancellationToken.None);
        await using var command = session.Connection.CreateCommand();
        command.CommandText = "SELECT \"Health\" FROM keeper_visits";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    [Fact]
    public async Task Killed_in_the_middle_nothing_is_lost()
    {
        await using (var host = await TestHost.Start(_folders, communities: ["jia", "yi"])) await Furnish(host);
        var program = Path.Combine(AppContext.BaseDirectory, "CommunityPlatform.Testing.dll");
        for (var i = 0; i < 3; i++)
        {
            using (var house = Process.Start(new ProcessStartInfo("dotnet", [program, _folders.Root]) { RedirectStandardInput = true, RedirectStandardOutput = true })!)
            {
                while (await house.StandardOutput.ReadLineAsync() is { } line && line != "ready") { }
                await house.StandardInput.WriteLineAsync("turn-keys jia 1");
                await Task.Delay(2050 + (i * 60));
                house.Kill();
                await house.WaitForExitAsync();
            }
            await using var after = await TestHost.Start(_folders, communities: ["jia", "yi"]);
            await AllFound(after);
        }
        await using var last = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        await Eventually.True(() => !last.Get<KeyFolder>().Of("jia").IsTurning, "the old key is dropped", 60);
        Assert.Equal([last.Get<KeyFolder>().Of("jia").Current], await Used(last));
        await AllFound(last);
    }

    [Fact]
    public async Task A_text_that_nobody_can_place_keeps_the_old_key()
    {
        await using var host = await TestHost.Start(_folders);
        await Furnish(host);
        var keys = host.Get<KeyFolder>();
        var stray = keys.Of("jia").Seal("civil/Applicant.Phone", "13800099999");
        await host.Sql("jia", "CREATE TABLE civil_applicants (Phone TEXT)");
        await host.Sql("jia", $"INSERT INTO civil_applicants VALUES ('{stray}')");
        await host.Get<KeyTurn>().Run("jia", "test", CancellationToken.None);
        Assert.NotNull(host.Get<KeyTurn>().Of("jia")?.Problem);
        Assert.True(keys.Of("jia").IsTurning);
        Assert.Equal("13800099999", SealedText.Open(SealedText.KeyOf(stray)!.Value, keys.Key("jia", SealedText.KeyOf(stray)!.Value), "civil/Applicant.Phone", stray));
        await AllFound(host);
        await host.Sql("jia", "DROP TABLE civil_applicants");
        await host.Get<KeyTurn>().Run("jia", "test", CancellationToken.None);
        Assert.Null(host.Get<KeyTurn>().Of("jia"));
        Assert.False(keys.Of("jia").IsTurning);
    }

    [Fact]
    [Trait("Engine", "SQLite")]
    public async Task The_command_turns_them_when_the_house_is_closed()
    {
        string[] ask = ["turn-keys", "--data", _folders.Data, "--community", "jia", "--Platform:Modules", _folders.Packages, "--applicationName", "CommunityPlatform.Host", "--Logging:LogLevel:Default", "Warning"];
        uint old;
        await using (var host = await TestHost.Start(_folders))
        {
            await Furnish(host);
            old = host.Get<KeyFolder>().Of("jia").Current;
            Assert.Equal(2, await TurnKeysCommand.Run(ask, TextWriter.Null, CancellationToken.None));
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.Equal(0, await TurnKeysCommand.Run(ask, TextWriter.Null, CancellationToken.None));
        Assert.Equal(2, await TurnKeysCommand.Run([.. ask, "--community", "bing"], TextWriter.Null, CancellationToken.None));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await using var after = await TestHost.Start(_folders);
        Assert.False(after.Get<KeyFolder>().Of("jia").IsTurning);
        Assert.DoesNotContain(old, after.Get<KeyFolder>().Of("jia").Keys.Keys);
        await AllFound(after);
    }

    [Fact]
    public void An_index_is_made_of_the_same_text_as_the_register_makes_it()
    {
        var ring = KeyRing.New();
        Assert.Equal(ring.Index("host/Person.Phone/tail", "2345"), new IndexColumn("x", "tail", 4).Of(ring, "host/Person.Phone", Phone(2345)));
        Assert.Equal(ring.Index("host/Person.Phone", Phone(1)), new IndexColumn("x", null, 0).Of(ring, "host/Person.Phone", Phone(1)));
        Assert.Null(new IndexColumn("x", "tail", 4).Of(ring, "host/Person.Phone", "123"));
        var marks = typeof(Person).GetProperties().Select(property => Attribute.GetCustomAttribute(property, typeof(BlindIndexAttribute))).OfType<BlindIndexAttribute>();
        Assert.Equal(["Phone", "Phone"], marks.Select(mark => mark.Source));
    }
}
