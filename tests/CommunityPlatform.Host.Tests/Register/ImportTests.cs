using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Imports;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Tests.Register;

[Collection(ModulesCollection.Name)]
public sealed class ImportTests : IAsyncLifetime
{
    private static readonly string[] Headings = ["序号", "居民姓名", "身份证号码", "手机号", "楼号", "单元", "房号"];

    private readonly TestFolders _folders = new();
    private TestHost _host = default!;
    private (Guid Grid, Guid Building) _one, _two;

    public async Task InitializeAsync()
    {
        _host = await TestHost.Start(_folders);
        (_one, _two) = (await _host.Place(1), await _host.Place(2));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folders.Dispose();
    }

    private static async Task<byte[]> File(IEnumerable<string[]> rows, string[]? headings = null)
    {
        var sheet = new Sheet<string[]>("Residents");
        var names = headings ?? Headings;
        for (var i = 0; i < names.Length; i++)
        {
            var at = i;
            sheet.Text(names[i], row => row[at]);
        }
        using var stream = new MemoryStream();
        await XlsxWriter.Write(stream, sheet, rows.ToAsyncEnumerable(), CancellationToken.None);
        return stream.ToArray();
    }

    private static string[] Row(int number, string name, string born = "1958-03-01", string phone = "", string building = "1号楼", string stair = "1", string door = "101") =>
        [$"{number}", name, born, phone, building, stair, door];

    private async Task<UploadedResidents> Upload(params string[][] rows) => await _host.Must(new UploadResidents("residents.xlsx", await File(rows)));

    private async Task<ImportProgress> RunAll(Guid id, ResidentColumns columns)
    {
        while (true)
        {
            var progress = await _host.Must(new ImportBatch(id, columns));
            if (progress.State == ImportState.Done) return progress;
        }
    }

    [Fact]
    public async Task Columns_are_guessed_by_their_headings()
    {
        var uploaded = await Upload(Row(1, "吕桂兰"));
        Assert.Equal(
            [(ResidentField.Name, 1), (ResidentField.Born, 2), (ResidentField.Phone, 3), (ResidentField.Building, 4), (ResidentField.Stair, 5), (ResidentField.Door, 6)],
            uploaded.Guess.Of.OrderBy(pair => pair.Value).Select(pair => (pair.Key, pair.Value)));
        Assert.IsType<InvalidFields>((await _host.Ask(new RehearseImport(uploaded.Id, new(new Dictionary<ResidentField, int> { [ResidentField.Name] = 1 })))).Refusal);
    }

    [Fact]
    public async Task Every_bad_row_is_told_and_nothing_is_saved_by_looking()
    {
        var uploaded = await Upload(
            Row(1, "吕桂兰"), Row(2, ""), Row(3, "王建国", born: "abc"), Row(4, "赵四", phone: "12345"), Row(5, "钱五", building: "9号楼"), Row(6, "吕桂兰"), Row(7, "孙六", born: "1800"), Row(8, "", born: "", building: "", door: ""));
        var preview = await _host.Must(new RehearseImport(uploaded.Id, uploaded.Guess));
        Assert.Equal((8, 1, 0, 0, 7), (preview.Rows, preview.New, preview.Changed, preview.Same, preview.BadRows));
        Assert.Equal(
            ["Missing", "Year", "Phone", "BuildingUnknown", "Twice", "Year", "Missing", "Missing", "Missing", "Missing"],
            preview.Problems.Select(problem => problem.Code));
        Assert.Equal(3, preview.Problems[0].Row);
        Assert.Empty((await _host.Find(null)).Rows);
    }

    [Fact]
    public async Task An_import_enters_new_people_renews_numbers_and_leaves_the_rest()
    {
        await _host.Enter(_one.Building, "吕桂兰", year: 1958, phone: "13800011111");
        await _host.Enter(_one.Building, "王建国", year: 1960);
        var uploaded = await Upload(Row(1, "吕桂兰", phone: "13800022222", door: "1单元101"), Row(2, "王建国", born: "1960年5月", door: "1单元101"), Row(3, "赵小云", born: "11010519491231002X", building: " 2 号楼"), Row(4, "", door: "9"));
        var progress = await RunAll(uploaded.Id, uploaded.Guess);
        Assert.Equal((4, 1, 1, 1), (progress.Passed, progress.Added, progress.Changed, progress.LeftOut));
        Assert.Equal("138****2222", Assert.Single((await _host.Find("吕桂兰")).Rows).Phone);
        var fresh = Assert.Single((await _host.Find("zhaoxiaoyun")).Rows);
        Assert.Equal((1949, "2号楼 1单元101"), (fresh.BirthYear, fresh.Place));
        Assert.IsType<ImportEnded>((await _host.Ask(new ImportBatch(uploaded.Id, uploaded.Guess))).Refusal);
        await _host.Must(new EndImport(uploaded.Id, GiveUp: false));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folders.Data, "communities", "jia", "imports")));
    }

    [Fact]
    public async Task A_child_is_taken_over_with_a_guardian_of_the_same_door_and_left_out_without()
    {
        var born = $"{TimeProvider.System.GetUtcNow().Year - 6}";
        await _host.Enter(_two.Building, "王建国", year: 1980);
        var rows = new[] { Row(1, "吕小明", born), Row(2, "吕小红", born), Row(3, "吕小刚", born), Row(4, "吕桂兰", "1985-01-01"), Row(5, "王小云", born, building: "2号楼") };
        string[] guardians = ["吕桂兰", "", "王建国", "", "王建国"];
        var uploaded = await _host.Must(new UploadResidents("residents.xlsx", await File([.. rows.Zip(guardians, (row, guardian) => (string[])[.. row, guardian])], [.. Headings, "监护人"])));
        var preview = await _host.Must(new RehearseImport(uploaded.Id, uploaded.Guess));
        Assert.Equal([("GuardianMissing", 3), ("GuardianUnknown", 4)], preview.Problems.Select(problem => (problem.Code, problem.Row)));
        var progress = await RunAll(uploaded.Id, uploaded.Guess);
        Assert.Equal((5, 3, 2), (progress.Passed, progress.Added, progress.LeftOut));
        foreach (var (child, guardian) in new[] { ("吕小明", "吕*"), ("王小云", "王*") })
        {
            var card = await _host.Must(new CommunityPlatform.Host.Privacy.Consents.ListConsents(Assert.Single((await _host.Find(child)).Rows).Id, "verify"));
            Assert.Equal(guardian, Assert.Single(card.Guardians).Name);
        }
        Assert.Empty((await _host.Find("吕小红")).Rows);
    }

    [Fact]
    public async Task Cut_off_between_two_batches_it_goes_on_after_the_restart_and_enters_nobody_twice()
    {
        var rows = Enumerable.Range(0, (2 * ImportBatch.Size) + 10).Select(i => Row(i, "张" + (char)('一' + i), door: $"{i}")).ToArray();
        var uploaded = await Upload(rows);
        Assert.Equal((ImportBatch.Size, ImportState.Running), ((await _host.Must(new ImportBatch(uploaded.Id, uploaded.Guess))) is var first ? first.Passed : 0, ImportState.Running));
        await _host.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _host = await TestHost.Start(_folders);
        var kept = Assert.Single(await _host.Must(new ListImports()));
        Assert.Equal((ImportState.Running, ImportBatch.Size), (kept.State, kept.Passed));
        var progress = await RunAll(kept.Id, ResidentColumns.FromJson(kept.Columns));
        Assert.Equal((rows.Length, rows.Length), (progress.Added, progress.Passed));
        Assert.Equal(rows.Length, (await _host.Find(null)).Count);
    }

    [Fact]
    public async Task Neither_the_kept_file_nor_the_database_shows_a_number()
    {
        var uploaded = await Upload(Row(1, "吕桂兰", born: "11010519491231002X", phone: "13800012345"));
        await _host.Must(new ImportBatch(uploaded.Id, uploaded.Guess));
        foreach (var file in Directory.EnumerateFiles(_folders.Data, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain("13800012345", text, StringComparison.Ordinal);
            Assert.DoesNotContain("11010519491231002X", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_has_one_grid_imports_into_that_one_only()
    {
        var asker = Registry.Of(_one.Grid);
        var uploaded = await Upload(Row(1, "吕桂兰"), Row(2, "王建国", building: "2号楼"));
        var preview = await _host.Must(new RehearseImport(uploaded.Id, uploaded.Guess), asker);
        Assert.Equal("OtherGrid", Assert.Single(preview.Problems).Code);
        Assert.Equal((1, 1), (await _host.Must(new ImportBatch(uploaded.Id, uploaded.Guess), asker)) is var done ? (done.Added, done.LeftOut) : default);
    }

    [Fact]
    public async Task What_is_no_spreadsheet_is_refused_in_words()
    {
        async Task<XlsxFault> Fault(byte[] file) => Assert.IsType<FileUnreadable>((await _host.Ask(new UploadResidents("x.xlsx", file))).Refusal).Fault;
        Assert.Equal(XlsxFault.Unreadable, await Fault([1, 2, 3]));
        // A text file in GB18030, as older programs write it.
        Assert.Equal(XlsxFault.Unreadable, await Fault([0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xB5, 0xE7, 0xBB, 0xB0, 0x0A]));
        var whole = await File([Row(1, "吕桂兰")]);
        Assert.Equal(XlsxFault.Unreadable, await Fault(whole[..(whole.Length / 2)]));
        Assert.Equal(XlsxFault.Empty, await Fault(await File([])));
        Assert.IsType<InvalidFields>((await _host.Ask(new UploadResidents("x.xlsx", []))).Refusal);
        Assert.Empty(await _host.Must(new ListImports()));
    }

    [Theory]
    [InlineData("1958", 1958)]
    [InlineData("1958-3-1", 1958)]
    [InlineData("19580301", 1958)]
    [InlineData("1958年3月", 1958)]
    [InlineData("1958.03", 1958)]
    [InlineData("11010519491231002X", 1949)]
    [InlineData("110105194912310021", null)]
    [InlineData("58", null)]
    [InlineData("1800", null)]
    [InlineData("195", null)]
    [InlineData("19581", null)]
    public void A_year_is_read_out_of(string text, int? year) => Assert.Equal(year, ResidentDraft.YearOf(text));

    [Theory]
    [InlineData("3单元502", 3)]
    [InlineData("3-502", 3)]
    [InlineData("502", 1)]
    public void A_stair_is_read_out_of_a_door(string door, int stair) => Assert.Equal(stair, ResidentDraft.StairOf(door));
}
