using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Backups;

/// <summary>A house with a module's notes, a resident's sealed phone and an account; its backups, and the commands that bring it back.</summary>
internal sealed class FurnishedHouse : IDisposable
{
    public const string Phone = "13800012345", Password = "a-long-password-1", Passphrase = "梧桐街道的口令 2026";

    public TestFolders Folders { get; } = new();
    public TestFolders Empty { get; } = new();
    public string Backups { get; } = Directory.CreateTempSubdirectory("cp-backups-").FullName;
    public string KeyFile => Path.Combine(Backups, "key.txt");

    /// <summary>What the last command said.</summary>
    public string Said { get; private set; } = "";

    public async Task<TestHost> Open(DatabaseKind kind = DatabaseKind.SQLite)
    {
        Folders.Deliver("good-1");
        var host = await TestHost.Start(Folders, kind: kind, communities: ["jia", "yi"]);
        await host.Enable("good");
        for (var i = 0; i < 5; i++) await host.Act("good", "AddNote", new { Text = $"便签 {i} 🌸" });
        var (_, building) = await host.Place(1);
        await host.Enter(building, "吕桂兰", phone: Phone);
        await host.Person("li", Roles.Worker);
        var files = Path.Combine(Folders.Data, "communities", "jia", "files", "ab");
        Directory.CreateDirectory(files);
        await File.WriteAllBytesAsync(Path.Combine(files, "picture"), [1, 2, 3]);
        await Key(host);
        return host;
    }

    public async Task Key(TestHost host)
    {
        var book = host.Get<BackupBook>();
        await File.WriteAllTextAsync(KeyFile, (await book.MakeKey("test", CancellationToken.None)).Text);
        await book.Save(new() { On = false, Folder = Backups, Keep = 2 }, "test", CancellationToken.None);
    }

    public async Task<string> Make(TestHost host)
    {
        var run = Assert.Single(await host.Get<BackupDesk>().Run("test", CancellationToken.None));
        Assert.True(run.Good, BackupBook.Words(run.Outcome == BackupRun.Done ? run.Rehearsal! : run.Outcome, run.RehearsalDetail ?? run.Detail));
        Assert.Equal(BackupRun.Done, run.Rehearsal);
        return Path.Combine(Backups, run.File);
    }

    public async Task<int> Command(params string[] args)
    {
        // A pool still holds files of a house that has gone.
        SqliteConnection.ClearAllPools();
        var said = new StringWriter();
        var code = await RestoreCommand.Run(args.Length < 2 ? args : [.. args, "--applicationName", "CommunityPlatform.Host", "--Logging:LogLevel:Default", "Warning"], TextReader.Null, said, CancellationToken.None);
        Said = said.ToString();
        SqliteConnection.ClearAllPools();
        return code;
    }

    public async Task Restore(string file, params string[] more) => Assert.True(await Command(["restore", file, "--data", Empty.Data, "--key-file", KeyFile, .. more]) == 0, Said);

    /// <summary>That a house has all of it: the module's rows, the sealed phone by its index and in full, the account, the whole chain.</summary>
    public static async Task HasAll(TestHost host, string community = "jia", bool account = true)
    {
        Assert.Equal(200, await host.Status($"/c/{community}/good"));
        Assert.Equal(5, (await host.Act("good", "CountNotes", community: community)).Value);
        var found = Assert.Single((await host.Ask(new BrowseResidents("serve", Phone, null, false, 0, 10), community: community)).Value.Rows);
        Assert.Equal("138****2345", found.Phone);
        Assert.Equal(Phone, (await host.Ask(new RevealContact(found.Id, "serve", "called back"), community: community)).Value);
        Assert.True(File.Exists(Path.Combine(host.Folders.Data, "communities", community, "files", "ab", "picture")));
        Assert.Equal(0, await Host.Audit.VerifyCommand.Run(["--data", host.Folders.Data, "--community", community], TextWriter.Null, CancellationToken.None));
        if (account) Assert.True(await SignsIn(host, "li"));
    }

    public static async Task<bool> SignsIn(TestHost host, string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await accounts.FindByNameAsync(name) is { } found && await accounts.CheckPasswordAsync(found, Password);
    }

    public void Dispose()
    {
        Folders.Dispose();
        Empty.Dispose();
        Directory.Delete(Backups, recursive: true);
    }
}
