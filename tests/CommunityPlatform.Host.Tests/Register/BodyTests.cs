using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Privacy.OwnData;
using CommunityPlatform.Host.Privacy.Retention;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Bodies;
using CommunityPlatform.Host.Register.Places;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Register;

/// <summary>Bodies stand in a tree, posts have seats, and nobody holds a post beyond them or beyond her body.</summary>
[Collection(ModulesCollection.Name)]
public sealed class BodyTests : IAsyncLifetime
{
    private static readonly DateOnly Spring = new(2024, 3, 20);

    private TestHost _host = default!;
    private (Guid Grid, Guid Building) _one, _two;
    private Guid _committee, _chair, _lv, _wang;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With();
        (_one, _two) = (await _host.Place(1), await _host.Place(2));
        (_lv, _wang) = (await _host.Enter(_one.Building, "吕桂兰"), await _host.Enter(_two.Building, "王建国"));
        _committee = await Body("居民委员会");
        _chair = await Post(_committee, "主任");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Stand_in_the_order_of_the_tree()
    {
        var under = await Body("人民调解委员会", _committee);
        await Body("调解小组", under);
        await _host.Must(new SaveBody(null, "老年人协会", BodyKind.CivilBody, null, null, null, 0));
        var rows = await _host.Must(new ListBodies());
        Assert.Equal([("居民委员会", 0), ("人民调解委员会", 1), ("调解小组", 2), ("老年人协会", 0)], rows.Select(row => (row.Name, row.Depth)));
        Assert.IsType<NotAllowed>((await _host.Ask(new ListBodies(), denied: HostPermissions.SeeRegister)).Refusal);
    }

    [Fact]
    public async Task Nobody_stands_above_herself()
    {
        var under = await Body("人民调解委员会", _committee);
        var below = await Body("调解小组", under);
        var top = await Row(_committee);
        Assert.IsType<BodyLoop>((await _host.Ask(new SaveBody(_committee, top.Name, top.Kind, below, null, null, top.Version))).Refusal);
        Assert.IsType<BodyLoop>((await _host.Ask(new SaveBody(_committee, top.Name, top.Kind, _committee, null, null, top.Version))).Refusal);
    }

    [Fact]
    public async Task A_seat_has_one_holder_at_a_time()
    {
        await Term(_chair, _lv, Spring, Spring.AddYears(5));
        // The last day counts: whoever follows begins on the next.
        Assert.Equal(Spring.AddYears(5), Assert.IsType<PostHeld>((await Ask(_chair, _wang, Spring.AddYears(5), null)).Refusal).Day);
        Assert.IsType<PostHeld>((await Ask(_chair, _wang, Spring.AddYears(-1), Spring)).Refusal);
        Assert.IsType<PostHeld>((await Ask(_chair, _wang, Spring.AddYears(-1), null)).Refusal);
        await Term(_chair, _wang, Spring.AddYears(5).AddDays(1), null);
        await Term(_chair, _wang, Spring.AddYears(-5), Spring.AddDays(-1));
        var post = Assert.Single((await Row(_committee)).Posts);
        Assert.Equal("吕桂兰", Assert.Single(post.On(new(2026, 11, 22))).Name);
        Assert.Equal(3, post.Terms.Count);
    }

    [Fact]
    public async Task As_many_hold_a_post_as_it_has_seats()
    {
        var members = await Post(_committee, "委员", seats: 2);
        var third = await _host.Enter(_one.Building, "张三", door: "3单元301");
        await Term(members, _lv, Spring, null);
        await Term(members, _wang, Spring.AddYears(1), Spring.AddYears(2));
        Assert.Equal(Spring.AddYears(1), Assert.IsType<PostHeld>((await Ask(members, third, Spring.AddMonths(6), null)).Refusal).Day);
        await Term(members, third, Spring.AddYears(2).AddDays(1), null);
        Assert.IsType<HoldsAlready>((await Ask(members, third, Spring.AddYears(3), null)).Refusal);
        var post = (await Row(_committee)).Posts.Single(one => one.Id == members);
        Assert.Equal((1, 0), (post.Vacant(Spring), post.Vacant(Spring.AddYears(1))));
        Assert.IsType<SeatsTooFew>((await _host.Ask(new SavePost(members, _committee, "委员", 1, null, null, post.Version))).Refusal);
        // One person, two posts: that is usual.
        await Term(_chair, _lv, Spring, null);
    }

    [Fact]
    public async Task Two_at_once_do_not_both_get_the_seat()
    {
        var answers = await Task.WhenAll(Ask(_chair, _lv, Spring, null), Ask(_chair, _wang, Spring, null));
        Assert.Single(answers, answer => answer.Ok);
        Assert.IsType<PostHeld>(answers.Single(answer => !answer.Ok).Refusal);
    }

    [Fact]
    public async Task A_closed_body_has_no_holders_after_its_last_day()
    {
        var group = await Body("换届工作领导小组");
        var leader = await Post(group, "组长");
        await Term(leader, _lv, Spring, null);
        var row = await Row(group);
        Assert.Equal("组长", Assert.IsType<BodyHasHolders>((await Close(row, Spring.AddYears(1))).Refusal).Post);
        var term = row.Posts[0].Terms[0];
        await _host.Must(new SaveTerm(term.Id, leader, null, _lv, Spring, Spring.AddYears(1), term.Version));
        Assert.True((await Close(row, Spring.AddYears(1))).Ok);
        Assert.IsType<BodyClosed>((await Ask(leader, _wang, Spring.AddYears(1).AddDays(1), null)).Refusal);
        Assert.IsType<ParentClosed>((await _host.Ask(new SaveBody(null, "小组", BodyKind.LeadingGroup, group, null, null, 0))).Refusal);
        var under = await Body("人民调解委员会", _committee);
        Assert.Equal("人民调解委员会", Assert.IsType<BodyHasParts>((await Close(await Row(_committee), Spring)).Refusal).Part);
        Assert.True((await Close(await Row(under), Spring)).Ok);
    }

    [Fact]
    public async Task What_lived_is_closed_and_not_removed()
    {
        Assert.IsType<BodyNotEmpty>((await _host.Ask(new RemoveBody(_committee))).Refusal);
        await Term(_chair, _lv, Spring, null);
        Assert.IsType<PostWasHeld>((await _host.Ask(new RemovePost(_chair))).Refusal);
        await _host.Must(new RemoveTerm((await Row(_committee)).Posts[0].Terms[0].Id));
        await _host.Must(new RemovePost(_chair));
        await _host.Must(new RemoveBody(_committee));
        Assert.Empty(await _host.Must(new ListBodies()));
    }

    [Fact]
    public async Task Bad_input_is_told_at_its_field()
    {
        Assert.Equal(["From", "Person"], await Faults(new SaveTerm(null, _chair, null, null, null, null, 0)));
        Assert.Equal(["Person"], await Faults(new SaveTerm(null, _chair, "account-1", _lv, Spring, null, 0)));
        Assert.Equal(["To"], await Faults(new SaveTerm(null, _chair, null, _lv, Spring, Spring.AddDays(-1), 0)));
        Assert.Equal(["From"], await Faults(new SaveTerm(null, _chair, null, _lv, new(1024, 3, 20), null, 0)));
        Assert.Equal(["Closed", "Name"], await Faults(new SaveBody(null, " ", BodyKind.Other, null, Spring, Spring.AddDays(-1), 0)));
        Assert.Equal(["Name", "Role", "Seats"], await Faults(new SavePost(null, _committee, new string('长', 41), 0, null, "operator", 0)));
        Assert.IsType<BodyNameTaken>((await _host.Ask(new SaveBody(null, "居民委员会", BodyKind.Other, null, null, null, 0))).Refusal);
        Assert.IsType<PostNameTaken>((await _host.Ask(new SavePost(null, _committee, " 主任 ", 1, null, null, 0))).Refusal);
        Assert.IsType<Stale>((await _host.Ask(new SaveBody(_committee, "居委会", BodyKind.Other, null, null, null, 0))).Refusal);

        async Task<IEnumerable<string>> Faults<T>(IUseCase<T> ask) => Assert.IsType<InvalidFields>((await _host.Ask(ask)).Refusal).Errors.All.Select(fault => fault.Field).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Only_somebody_of_this_community_whom_the_asker_sees_is_appointed()
    {
        Assert.IsType<NotFound>((await _host.Ask(new SaveTerm(null, _chair, null, _wang, Spring, null, 0), Registry.Of(_one.Grid))).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new SaveTerm(null, _chair, null, Guid.NewGuid(), Spring, null, 0))).Refusal);
        var (here, elsewhere) = (await Account("here", "jia"), await Account("elsewhere", "yi"));
        Assert.IsType<NotFound>((await _host.Ask(new SaveTerm(null, _chair, elsewhere, null, Spring, null, 0))).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new SaveGrid(null, "09", "Grid 9", elsewhere))).Refusal);
        await _host.Must(new SaveTerm(null, _chair, here, null, Spring, null, 0));
        Assert.Equal("here", Assert.Single(Assert.Single((await Row(_committee)).Posts).Terms).Name);
        await _host.Must(new SaveGrid(null, "09", "Grid 9", here));
    }

    [Fact]
    public async Task A_child_holds_no_post()
    {
        var parent = await _host.Enter(_one.Building, "吕建军", 1980);
        var child = await _host.Must(new SaveResident(null, "吕小明", TimeProvider.System.GetUtcNow().Year - 17, null, _one.Building, 1, "1单元101", 0));
        Assert.IsType<HolderTooYoung>((await Ask(_chair, child, Spring, null)).Refusal);
        Assert.True((await Ask(_chair, parent, Spring, null)).Ok);
    }

    [Fact]
    public async Task A_merged_resident_keeps_her_post()
    {
        var twin = await _host.Enter(_one.Building, "吕桂兰", door: "3单元301");
        await Term(_chair, twin, Spring, null);
        await _host.Must(new MergeResidents(_lv, twin, 0, 0));
        Assert.Equal(_lv, (await Row(_committee)).Posts[0].Terms[0].Person);
    }

    [Fact]
    public async Task The_post_stays_when_its_holder_s_data_go()
    {
        var today = Sdk.ChinaTime.Day(TimeProvider.System.GetUtcNow().UtcDateTime);
        await Term(_chair, _lv, Spring, today.AddDays(10));
        await Term(_chair, _lv, today.AddDays(11), null);
        Assert.Equal(2, (await _host.Must(new ShowOwnData(_lv, []))).Held[0].Records.Count(record => record.Key.StartsWith("term-", StringComparison.Ordinal)));
        await _host.Must(new ErasePerson(_lv, "asked in writing", [], new Dictionary<string, IReadOnlyList<string>>(), Sure: true));
        var term = Assert.Single((await Row(_committee)).Posts[0].Terms);
        Assert.Equal((null, null, today), (term.Person, term.Name, term.To));
    }

    [Fact]
    public async Task Who_left_long_ago_is_named_no_more()
    {
        await Term(_chair, _lv, Spring, null);
        await _host.Sql("jia", "UPDATE host_persons SET \"LeftAt\" = '2020-01-01 00:00:00'");
        Assert.True((await Row(_committee)).Posts[0].Terms[0].HasLeft);
        Assert.Contains((await _host.Get<RetentionDesk>().Run("jia", CancellationToken.None))[0].Gone, gone => gone is { Field: HostPersonalData.Term, Count: 1, Fate: Sdk.Contributions.Fate.Anonymised });
        Assert.Null((await Row(_committee)).Posts[0].Terms[0].Name);
    }

    [Fact]
    public async Task The_export_has_a_line_for_each_holder_and_each_vacancy()
    {
        await Post(_committee, "委员", seats: 3);
        await Body("老年人协会");
        await Term(_chair, _lv, Spring, null);
        await Term(_chair, _wang, Spring.AddYears(-5), Spring.AddDays(-1));
        Assert.Equal(3, (await _host.Must(new ExportBodies())).Rows);
        Assert.IsType<NotAllowed>((await _host.Ask(new ExportBodies(), denied: HostPermissions.ExportRegister)).Refusal);
    }

    [Fact]
    public async Task Others_hear_of_a_new_holder()
    {
        await Term(_chair, _lv, Spring, null);
        Assert.Equal(1, await _host.Books("jia", books => books.Outbox.CountAsync(row => row.Name == "host.post-holder-changed.v1")));
    }

    private Task<Guid> Body(string name, Guid? under = null) => _host.Must(new SaveBody(null, name, under is null ? BodyKind.ResidentsCommittee : BodyKind.WorkingCommittee, under, Spring, null, 0));

    private Task<Guid> Post(Guid body, string name, int seats = 1) => _host.Must(new SavePost(null, body, name, seats, null, null, 0));

    private Task<Outcome<Guid>> Ask(Guid post, Guid person, DateOnly start, DateOnly? end) => _host.Ask(new SaveTerm(null, post, null, person, start, end, 0));

    private Task Term(Guid post, Guid person, DateOnly start, DateOnly? end) => _host.Must(new SaveTerm(null, post, null, person, start, end, 0));

    private async Task<BodyRow> Row(Guid body) => (await _host.Must(new ListBodies())).Single(row => row.Id == body);

    private Task<Outcome<Guid>> Close(BodyRow row, DateOnly on) => _host.Ask(new SaveBody(row.Id, row.Name, row.Kind, row.Parent, row.Founded, on, row.Version));

    private async Task<string> Account(string name, string community)
    {
        await _host.Person(name, "worker", community);
        await using var platforms = await _host.Platforms();
        return (await platforms.Users.SingleAsync(account => account.DisplayName == name)).Id;
    }
}
