using System.IO.Compression;
using System.Text;
using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Imports;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Host.Tests.Scenes;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Tests.Vault;

/// <summary>
/// With the demo scene in place and after everything that touches numbers: no telephone and no identity number of anybody stands
/// readable in any byte of the data: databases and their logs, kept files, exports, log files, copies, backups.
/// </summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "SQLite")]
public sealed class NothingReadableTests : IDisposable
{
    private const string Typed = "13812340987", Imported = "13912341234", Renewed = "13712345678", Identity = "11010519491231002X";

    private readonly TestFolders _folders = new();
    private readonly string _backups = Directory.CreateTempSubdirectory("cp-readable-").FullName;

    public void Dispose()
    {
        _folders.Dispose();
        Directory.Delete(_backups, recursive: true);
    }

    private static string Modules => Path.Combine(Path.GetDirectoryName(typeof(TestFolders).Assembly.Location)!, "..", "..", "..", "..", "..", "host", "CommunityPlatform.Host", "bin", "Debug", "net10.0", "modules");

    [Fact]
    public async Task No_number_of_anybody_stands_readable_in_any_byte()
    {
        var people = DevScenes.People("jia");
        // A shorter number is no mobile number, and stands by chance in many a file.
        var scene = people.Phones.Values.Where(phone => phone.Length >= 11).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(scene.Count, 1000, int.MaxValue);
        var numbers = new ReadableNumbers(scene.Append(Typed).Append(Imported).Append(Renewed).Append(Identity).Append(Identity[..17]).ToHashSet(StringComparer.Ordinal));
        await using (var host = await TestHost.Start(_folders, arguments: ["--scene", "jia", "--Platform:Modules", Path.GetFullPath(Modules), "--Logging:LogLevel:Default", "Debug"], communities: ["jia"]))
        {
            Assert.Contains(host.Board.Loaded, module => module.Id == "culture");
            await Flows(host, people);
            await Backup(host);
            // While it runs the write-ahead logs hold what was written last.
            Assert.Empty(await numbers.In(_folders.Data));
            Assert.Empty(await numbers.In(_backups));
        }
        SqliteConnection.ClearAllPools();
        Assert.Empty(await numbers.In(_folders.Data));
        // And the search finds what is there to be found.
        Assert.NotEmpty(Directory.EnumerateFiles(_backups, "*.cpbak"));
        await File.WriteAllBytesAsync(Path.Combine(_backups, "control"), [.. new byte[4099], .. Encoding.Unicode.GetBytes("手机" + scene.First())]);
        await File.WriteAllTextAsync(Path.Combine(_backups, "control-2"), $"x{Identity}x 8{Typed}1");
        Assert.Equal([$"control-2: {Identity[..17]}", $"control-2: {Identity}", $"control-2: {Typed}", $"control: {scene.First()}"], (await numbers.In(_backups)).Order(StringComparer.Ordinal));
    }

    /// <summary>Enter, search, reveal, renew, import with its kept file, and export.</summary>
    private async Task Flows(TestHost host, Host.Scenes.ScenePeople people)
    {
        var building = people.Buildings[0];
        var id = await host.Must(new SaveResident(null, "吕桂兰", 1950, Typed, building.Id, 1, "1单元9901", 0));
        Assert.Single((await host.Find(Typed)).Rows);
        Assert.Equal(Typed, await host.Must(new RevealContact(id, "contact", "to tell her of it")));
        await host.Must(new SaveResident(id, "吕桂兰", 1950, Renewed, null, 0, "", 0));
        var known = people.Persons.First(person => people.Phones.ContainsKey(person.Id) && people.Phones[person.Id].Length == 11);
        Assert.Equal(people.Phones[known.Id], await host.Must(new RevealContact(known.Id, "contact", "to tell her of it")));
        // Who types a number where none belongs is refused, and what was typed stays nowhere.
        Assert.False((await host.Ask(new RevealContact(id, "contact", "called " + Typed))).Ok);
        Assert.False((await host.Ask(new SaveResident(null, "王 " + Typed, 1950, "", building.Id, 1, "1", 0))).Ok);

        var uploaded = await host.Must(new UploadResidents("residents.xlsx", await Sheet(building.Name)));
        await host.Must(new RehearseImport(uploaded.Id, uploaded.Guess));
        while ((await host.Must(new ImportBatch(uploaded.Id, uploaded.Guess))).State != ImportState.Done) { }
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(_folders.Data, "communities", "jia", "imports")));
        Assert.Single((await host.Find(Imported)).Rows);

        var exported = await host.Must(new ExportResidents("serve", "for the street office", null, null, WholePhones: false));
        var waiting = host.Get<SheetDesk>().Find(exported.Id, Registry.Worker.AccountId, "jia")!;
        using var zip = ZipFile.OpenRead(waiting.Path);
        var numbers = new ReadableNumbers(people.Phones.Values.Where(phone => phone.Length >= 11).Append(Imported).Append(Renewed).ToHashSet(StringComparer.Ordinal));
        foreach (var entry in zip.Entries)
        {
            using var inflated = new MemoryStream();
            await using var from = entry.Open();
            await from.CopyToAsync(inflated);
            Assert.Empty(numbers.In(inflated.ToArray()));
        }
        await host.Get<DatabaseEngine>().Backup("jia", "test", CancellationToken.None);
    }

    private static async Task<byte[]> Sheet(string building)
    {
        var sheet = new Sheet<string[]>("Residents");
        foreach (var (name, at) in new[] { "居民姓名", "身份证号码", "手机号", "楼号", "单元", "房号" }.Select((name, at) => (name, at))) sheet.Text(name, row => row[at]);
        using var stream = new MemoryStream();
        await XlsxWriter.Write(stream, sheet, new[] { new[] { "赵小云", Identity, Imported, building, "1", "9902" } }.ToAsyncEnumerable(), CancellationToken.None);
        return stream.ToArray();
    }

    private async Task Backup(TestHost host)
    {
        var book = host.Get<BackupBook>();
        await book.MakeKey("test", CancellationToken.None);
        await book.Save(new() { Folder = _backups, EachCommunity = true }, "test", CancellationToken.None);
        Assert.All(await host.Get<BackupDesk>().Run("test", CancellationToken.None), run => Assert.True(run.Good, BackupBook.Words(run.Rehearsal ?? run.Outcome, run.RehearsalDetail ?? run.Detail)));
        Assert.True((await host.Get<BackupDesk>().HandOver("jia", "twelve letters and more", _backups, "test", CancellationToken.None)).Good);
    }
}
