using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>What an uninstalled module left can be fetched by the operator, and every fetch is written down.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ExportShelfTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private static async Task<HttpClient> Operator(TestHost host)
    {
        await host.Person("yun", Roles.Worker);
        await using (var database = await host.Platforms())
        {
            (await database.Users.SingleAsync(account => account.UserName == "yun")).IsOperator = true;
            await database.SaveChangesAsync();
        }
        return host.Client(await host.Cookie("yun"));
    }

    [Fact]
    public async Task The_operator_fetches_it_and_nobody_else()
    {
        _folders.Deliver("good-1");
        await using var host = await TestHost.Start(_folders);
        await host.Enable("good");
        await host.Act("good", "AddNote", new { Text = "孤本" });
        await host.Disable("good");
        var row = await host.Get<UninstallDesk>().Begin("good", "operator", CancellationToken.None);
        var shown = Assert.Single(host.Get<ExportShelf>().All());
        Assert.Equal(("jia", row.Export), (shown.Community, shown.Name));

        var address = $"/admin/module-exports/jia/{row.Export}";
        Assert.Equal(404, await host.Status(address));
        using (var worker = host.Client(await host.Person("worker", Roles.CommunityAdmin))) Assert.Equal(404, (int)(await worker.GetAsync(address)).StatusCode);
        await using (var database = await host.Platforms()) Assert.False(await database.OperatorLog.AnyAsync(line => line.Act == ExportShelf.Fetched));

        using var yun = await Operator(host);
        foreach (var wrong in (string[])["/admin/module-exports/yi/" + row.Export, "/admin/module-exports/jia/..%2F..%2Fplatform.db", "/admin/module-exports/jia/community.db", "/c/jia/module-exports/jia/" + row.Export])
            Assert.Equal(404, (int)(await yun.GetAsync(wrong)).StatusCode);
        var answer = await yun.GetAsync(address);
        Assert.Equal((200, "application/zip"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(await File.ReadAllBytesAsync(host.Get<ModuleData>().ExportOf("jia", row.Export)), await answer.Content.ReadAsByteArrayAsync());
        await using (var database = await host.Platforms()) Assert.Equal($"jia {row.Export}", (await database.OperatorLog.SingleAsync(line => line.Act == ExportShelf.Fetched)).Subject);
        Assert.Equal(row.Export, await host.Books("jia", books => books.Audit.Where(line => line.Act == ExportShelf.Fetched).Select(line => line.Subject).SingleAsync()));

        await host.Get<ExportShelf>().Delete("jia", row.Export, "yun", CancellationToken.None);
        Assert.Empty(host.Get<ExportShelf>().All());
        Assert.Equal(404, (int)(await yun.GetAsync(address)).StatusCode);
    }
}
