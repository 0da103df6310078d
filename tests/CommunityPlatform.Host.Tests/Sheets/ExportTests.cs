using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Host.Tests.Kiosk;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Testing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Sheets;

/// <summary>A module's list on its way out of the house.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ExportTests : IAsyncLifetime
{
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("good-1");
        await _host.Enable("good");
        foreach (var text in new[] { "=1+1", "two" }) await _host.Act("good", "AddNote", new { Text = text });
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    private async Task<SheetFile> Export() => (SheetFile)(await _host.Act("good", "ExportNotes", may: ["good.see"])).Value!;

    private Task<List<(string Outcome, string? Subject)>> Lines() => _host.Books("jia", async books =>
        (await books.Audit.Where(line => line.Act == "ExportNotes").OrderBy(line => line.Id).ToListAsync()).ConvertAll(line => (line.Outcome, line.Subject)));

    [Fact]
    public async Task Whoever_may_not_is_refused_and_gets_no_file()
    {
        Assert.Equal("NotAllowed", (await _host.Act("good", "ExportNotes", may: ["good.write"])).Refusal);
        Assert.Equal(("refused:NotAllowed", null), Assert.Single(await Lines()));
        Assert.False(Directory.Exists(Path.Combine(_host.Folders.Data, "sheets")));
    }

    [Fact]
    public async Task An_export_is_audited_with_its_rows_although_it_changes_nothing()
    {
        Assert.Equal(2, (await Export()).Rows);
        Assert.Equal(("done", "2 rows"), Assert.Single(await Lines()));
    }

    [Fact]
    public async Task The_file_is_named_for_community_and_list_and_holds_the_rows()
    {
        var file = await Export();
        Assert.StartsWith("jia社区-好 记录-", file.Name, StringComparison.Ordinal);
        var waiting = _host.Get<SheetDesk>().Find(file.Id, "account-1", "jia")!;
        using var document = SpreadsheetDocument.Open(waiting.Path, isEditable: false);
        Assert.Equal(["Text", "=1+1", "two"], document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(row => row.Elements<Cell>().First().InnerText));
    }

    [Fact]
    public async Task Nobody_else_and_no_other_community_gets_the_file()
    {
        var (desk, file) = (_host.Get<SheetDesk>(), await Export());
        Assert.NotNull(desk.Find(file.Id, "account-1", "jia"));
        Assert.Null(desk.Find(file.Id, "account-2", "jia"));
        Assert.Null(desk.Find(file.Id, null, "jia"));
        Assert.Null(desk.Find(file.Id, "account-1", "yi"));
        var stranger = _host.Client(await _host.Person("stranger", "worker"));
        Assert.Equal(404, (int)(await stranger.GetAsync($"/c/jia/sheets/{file.Id}")).StatusCode);
        Assert.Equal(404, await _host.Status($"/c/jia/sheets/{file.Id}"));
    }

    [Fact]
    public async Task Whoever_asked_fetches_it_under_its_Chinese_name()
    {
        var cookie = await _host.Person("zhang", "worker");
        await using var database = await _host.Platforms();
        var account = await database.Users.Where(row => row.UserName == "zhang").Select(row => row.Id).SingleAsync();
        var file = await Written(_host.Get<SheetDesk>(), account);
        using var client = _host.Client(cookie);
        using var answer = await client.GetAsync($"/c/jia/sheets/{file.Id}");
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(SheetDesk.ContentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", file.Name), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("PK"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync())[..2]);
    }

    [Fact]
    public async Task After_ten_minutes_it_is_gone_from_the_disk()
    {
        var clock = new HandClock();
        using var desk = new SheetDesk(_host.Get<PlatformOptions>() with { Data = Path.Combine(_host.Folders.Root, "other") }, clock);
        var file = await Written(desk, "somebody");
        var path = desk.Find(file.Id, "somebody", "jia")!.Path;
        clock.Pass(599);
        Assert.True(File.Exists(path));
        clock.Pass(1);
        Assert.False(File.Exists(path));
        Assert.Null(desk.Find(file.Id, "somebody", "jia"));
    }

    [Fact]
    public void The_writing_library_is_shown_to_no_module()
    {
        var context = new ModuleLoadContext("good", "1.0.0", TestFolders.Built("good-1"), "Good.dll");
        Assert.Throws<FileNotFoundException>(() => context.LoadFromAssemblyName(new("DocumentFormat.OpenXml")));
        Assert.Same(typeof(ISheets).Assembly, context.LoadFromAssemblyName(new("CommunityPlatform.Sdk")));
        context.Unload();
    }

    [Fact]
    public async Task A_resident_without_an_account_takes_nothing_out() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Written(_host.Get<SheetDesk>(), null));

    private static Task<SheetFile> Written(SheetDesk desk, string? account)
    {
        var frame = new ActFrame(new(account, "", PersonKind.Staff), new("jia", "甲社区"), null!, "good", TimeProvider.System.GetUtcNow().UtcDateTime);
        return desk.For(frame).Write(new Sheet<string>("名单").Text("名", row => row), ["一"], CancellationToken.None);
    }
}
