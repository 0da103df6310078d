using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Places;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Register;

[Collection(ModulesCollection.Name)]
public sealed class ResidentTests : IAsyncLifetime
{
    private TestHost _host = default!;
    private (Guid Grid, Guid Building) _one, _two;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With();
        (_one, _two) = (await _host.Place(1), await _host.Place(2));
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("吕桂兰")]
    [InlineData("lvgui")]
    [InlineData("lgl")]
    [InlineData("2345")]
    [InlineData("13800012345")]
    [InlineData("138-0001 2345")]
    [InlineData("1号楼")]
    [InlineData("1号楼 吕")]
    [InlineData("1单元101 lgl")]
    public async Task Is_found_by(string text)
    {
        await _host.Enter(_one.Building, "吕桂兰", phone: "138 0001 2345");
        await _host.Enter(_two.Building, "王建国", phone: "13800099999", door: "2单元502");
        if (text.Contains('-', StringComparison.Ordinal)) text = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        var row = Assert.Single((await _host.Find(text)).Rows);
        Assert.Equal(("吕*", "1号楼 1单元101", "138****2345"), (row.Name, row.Place, row.Phone));
    }

    [Fact]
    public async Task House_one_is_not_found_at_the_end_of_house_eleven()
    {
        var eleven = await _host.Must(new SaveBuilding(null, "11号楼", _one.Grid, 3, 6));
        await _host.Enter(_one.Building, "吕桂兰");
        await _host.Enter(eleven, "王建国");
        Assert.Equal("吕*", Assert.Single((await _host.Find("1号楼")).Rows).Name);
        Assert.Equal("王*", Assert.Single((await _host.Find("11号")).Rows).Name);
        var all = await _host.Find("号楼");
        Assert.Equal((2, 2), (all.Rows.Count, all.Count));
        // Whoever sees one grid only counts what she sees.
        var (other, _) = await _host.Place(3);
        Assert.Equal(0, (await _host.Find("号楼", Registry.Of(other))).Count);
    }

    [Fact]
    public async Task Surnames_are_read_as_surnames()
    {
        foreach (var name in new[] { "单小明", "欧阳秀英", "尉迟恭和", "曾庆红花" }) await _host.Enter(_one.Building, name, door: name[..1]);
        Assert.Single((await _host.Find("shanxiao")).Rows);
        Assert.Single((await _host.Find("ouyang")).Rows);
        Assert.Single((await _host.Find("ycgh")).Rows);
        Assert.Single((await _host.Find("zeng")).Rows);
    }

    [Fact]
    public async Task Nobody_searches_without_a_purpose_or_the_permission()
    {
        Assert.Contains(Assert.IsType<InvalidFields>((await _host.Ask(new BrowseResidents("", null, null, false, 0, 10))).Refusal).Errors.All, fault => fault.Field == "Purpose");
        Assert.IsType<NotAllowed>((await _host.Ask(new BrowseResidents("serve", null, null, false, 0, 10), denied: HostPermissions.SeeRegister)).Refusal);
    }

    [Fact]
    public async Task Another_grid_s_resident_is_not_there()
    {
        var id = await _host.Enter(_two.Building, "王建国", phone: "13800099999");
        var asker = Registry.Of(_one.Grid);
        Assert.Empty((await _host.Find("王", asker)).Rows);
        Assert.IsType<NotFound>((await _host.Ask(new ShowResident(id, "serve"), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new RevealContact(id, "serve", "asked to call"), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new SaveResident(id, "王", 1950, null, null, 0, "", 0), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new MoveResident(id, MoveKind.Out, null, 0, "", 0), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new SaveResident(null, "李四", 1950, null, _two.Building, 1, "1", 0), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new ShowResident(Guid.NewGuid(), "serve"))).Refusal);
    }

    [Fact]
    public async Task A_whole_number_needs_a_reason_and_the_resident_can_read_it()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰", phone: "13800012345");
        Assert.Equal("138****2345", (await _host.Must(new ShowResident(id, "visit"))).Phone);
        Assert.IsType<NotAllowed>((await _host.Ask(new RevealContact(id, "contact", "to tell her"), denied: HostPermissions.RevealContacts)).Refusal);
        foreach (var reason in new[] { "", "  ", "abc", "call 13800012345", new string('x', 201) })
            Assert.IsType<InvalidFields>((await _host.Ask(new RevealContact(id, "contact", reason))).Refusal);
        Assert.Equal("13800012345", await _host.Must(new RevealContact(id, "contact", "to tell her of the allowance")));
        var looks = (await _host.Must(new ShowResident(id, "serve"))).Looks;
        Assert.Equal([("contact", "to tell her of the allowance"), ("visit", null)], looks.Select(look => (look.Purpose, look.Reason)));
        Assert.All(looks, look => Assert.Equal("account-1", look.Account));
    }

    [Fact]
    public async Task No_number_stands_readable_in_any_file()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰", phone: "13800012345");
        await _host.Must(new RevealContact(id, "contact", "to tell her of it"));
        await _host.Must(new SaveResident(id, "吕桂兰", 1950, "13800054321", null, 0, "", 0));
        foreach (var file in Directory.EnumerateFiles(_host.Folders.Data, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync();
            Assert.DoesNotContain("13800012345", bytes, StringComparison.Ordinal);
            Assert.DoesNotContain("13800054321", bytes, StringComparison.Ordinal);
        }
        Assert.Equal("13800054321", await _host.Must(new RevealContact(id, "contact", "to tell her of it")));
    }

    [Fact]
    public async Task Bad_fields_are_told_at_the_field()
    {
        async Task<IEnumerable<string>> Fields(SaveResident ask) => Assert.IsType<InvalidFields>((await _host.Ask(ask)).Refusal).Errors.All.Select(fault => fault.Field).Distinct();
        Assert.Equal(["Name", "BirthYear", "Phone", "Building", "Door", "Stair"], await Fields(new(null, "", 12, "12345", null, 0, "", 0)));
        Assert.Equal(["Name"], await Fields(new(null, "张3", 1950, null, _one.Building, 1, "1", 0)));
        Assert.Equal(["Name"], await Fields(new(null, new string('张', 51), 1950, null, _one.Building, 1, "1", 0)));
        Assert.IsType<BornInFuture>((await _host.Ask(new SaveResident(null, "张三", 2099, null, _one.Building, 1, "1", 0))).Refusal);
        await _host.Enter(_one.Building, "张三");
        Assert.IsType<ResidentKnown>((await _host.Ask(new SaveResident(null, "张三", 1950, null, _one.Building, 1, "1单元101", 0))).Refusal);
    }

    [Fact]
    public async Task Two_people_do_not_write_over_each_other()
    {
        var id = await _host.Enter(_one.Building, "张三");
        await _host.Must(new SaveResident(id, "张三丰", 1950, null, null, 0, "", 0));
        Assert.IsType<Stale>((await _host.Ask(new SaveResident(id, "张三", 1951, null, null, 0, "", 0))).Refusal);
        var card = await _host.Must(new ShowResident(id, "maintain"));
        Assert.Equal(("张三丰", 1950, 1L), (card.Name, card.BirthYear, card.Version));
    }

    [Fact]
    public async Task Moves_are_kept_and_whoever_left_can_come_back()
    {
        var id = await _host.Enter(_one.Building, "张三");
        await _host.Must(new MoveResident(id, MoveKind.Within, _two.Building, 2, "2单元301", 0));
        Assert.IsType<LivesThere>((await _host.Ask(new MoveResident(id, MoveKind.Within, _two.Building, 2, "2单元301", 1))).Refusal);
        await _host.Must(new MoveResident(id, MoveKind.Out, null, 0, "", 1));
        Assert.IsType<HasLeft>((await _host.Ask(new MoveResident(id, MoveKind.Died, null, 0, "", 2))).Refusal);
        Assert.Empty((await _host.Find("张三")).Rows);
        await _host.Must(new MoveResident(id, MoveKind.In, _one.Building, 1, "1单元101", 2));
        var card = await _host.Must(new ShowResident(id, "maintain"));
        Assert.Null(card.LeftAt);
        Assert.Equal([MoveKind.In, MoveKind.Out, MoveKind.Within, MoveKind.In], card.Moves.Select(move => move.Kind));
        Assert.Equal("2号楼 2单元301", card.Moves[1].From);
        Assert.Equal(3, await _host.Books("jia", books => books.Outbox.CountAsync(row => row.Name == "host.resident-moved.v1")));
    }

    [Fact]
    public async Task Doubles_are_found_and_merged_with_their_history()
    {
        var kept = await _host.Enter(_one.Building, "张三", phone: null);
        var gone = await _host.Enter(_one.Building, "张三", phone: "13800012345", door: "3单元301");
        await _host.Enter(_two.Building, "张三", year: 1951);
        await _host.Must(new ShowResident(gone, "visit"));
        var pair = Assert.Single(await _host.Must(new FindDoubles()));
        Assert.False(pair.SamePhone);
        await _host.Must(new MergeResidents(kept, gone, 0, 0));
        Assert.IsType<NotFound>((await _host.Ask(new MergeResidents(kept, gone, 1, 0))).Refusal);
        var card = await _host.Must(new ShowResident(kept, "maintain"));
        Assert.Equal("138****2345", card.Phone);
        Assert.Contains(card.Looks, look => look.Purpose == "visit");
        Assert.Equal(2, card.Moves.Count);
        Assert.IsType<NotFound>((await _host.Ask(new ShowResident(gone, "maintain"))).Refusal);
        Assert.Empty(await _host.Must(new FindDoubles()));
    }

    [Fact]
    public async Task An_export_is_marked_masked_and_told_to_each_resident()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰", phone: "13800012345");
        await _host.Enter(_two.Building, "王建国");
        Assert.IsType<InvalidFields>((await _host.Ask(new ExportResidents("visit", "", null, null, false))).Refusal);
        Assert.IsType<NotAllowed>((await _host.Ask(new ExportResidents("visit", "for the home visits", null, null, false), denied: HostPermissions.ExportRegister)).Refusal);
        Assert.Equal(2, (await _host.Must(new ExportResidents("visit", "for the home visits", null, null, false))).Rows);
        Assert.Contains((await _host.Must(new ShowResident(id, "serve"))).Looks, look => look.Reason == "for the home visits");
        Assert.Equal(1, (await _host.Must(new ExportResidents("visit", "for the home visits", null, null, false), Registry.Of(_one.Grid))).Rows);
    }

    [Fact, Trait("Engine", "SQLite")]
    public async Task Numbers_that_lay_readable_are_sealed_at_the_next_start()
    {
        var folders = new TestFolders();
        var id = Guid.CreateVersion7();
        await using (var host = await TestHost.Start(folders))
        {
            var place = await host.Place(1);
            await host.Enter(place.Building, "吕桂兰");
            // As an earlier version left it.
            await host.Sql("jia", """
                ALTER TABLE host_persons ADD COLUMN "OldPhone" TEXT NULL;
                UPDATE host_persons SET "OldPhone" = '13800077777';
                DELETE FROM "__ef_host" WHERE "MigrationId" LIKE '%ReadableContactsGone';
                """);
            id = Assert.Single((await host.Find("吕桂兰")).Rows).Id;
        }
        SqliteConnection.ClearAllPools();
        await using (var host = await TestHost.Start(folders))
        {
            Assert.Equal(id, Assert.Single((await host.Find("7777")).Rows).Id);
            Assert.Equal("13800077777", await host.Must(new RevealContact(id, "contact", "to see that it opens")));
        }
        SqliteConnection.ClearAllPools();
        var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folders.Data, "communities", "jia", "community.db")));
        Assert.DoesNotContain("13800077777", bytes, StringComparison.Ordinal);
        folders.Dispose();
    }
}

[Collection(ModulesCollection.Name)]
public sealed class PersonalNumberGuardTests
{
    [Fact]
    public async Task A_number_typed_into_a_remark_is_refused_at_its_field_and_counts_as_no_fault()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        foreach (var text in new[] { "call 13800012345", "11010519491231002X" })
            Assert.Equal(nameof(HoldsPersonalNumber), (await host.Act("good", "AddNote", new { Text = text })).Refusal);
        Assert.True((await host.Act("good", "AddNote", new { Text = "call 010-12345678" })).Ok);
        Assert.Empty(host.Faults.Recent);
        Assert.Equal("1", await host.Http.GetStringAsync("/c/jia/api/good/count"));
    }
}
