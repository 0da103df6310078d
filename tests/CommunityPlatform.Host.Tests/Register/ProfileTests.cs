using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Places;
using CommunityPlatform.Host.Register.Profile;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Register;

/// <summary>One enters the community's numbers, another confirms them, once a month; what is confirmed stays.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ProfileTests : IAsyncLifetime
{
    private static readonly DateOnly Autumn = new(2025, 10, 20);
    private static readonly CurrentPerson Director = new("account-9", "Director", PersonKind.Staff);

    private TestHost _host = default!;

    public async Task InitializeAsync() => _host = await TestHost.With();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Another_confirms_and_then_it_stays()
    {
        var id = await Enter(Autumn);
        Assert.IsType<OwnProfile>((await _host.Ask(new ConfirmProfile(id, 1))).Refusal);
        Assert.IsType<NotAllowed>((await _host.Ask(new ConfirmProfile(id, 1), Director, denied: HostPermissions.ConfirmProfile)).Refusal);
        Assert.IsType<Stale>((await _host.Ask(new ConfirmProfile(id, 0), Director)).Refusal);
        await _host.Must(new ConfirmProfile(id, 1), Director);
        Assert.IsType<ProfileConfirmedAlready>((await _host.Ask(new ConfirmProfile(id, 2), Director)).Refusal);
        Assert.IsType<ProfileConfirmedAlready>((await _host.Ask(Numbers(id, Autumn) with { Version = 2 })).Refusal);
        var row = Assert.Single((await _host.Must(new ShowProfile())).Sheets);
        Assert.Equal(("Director", 8010, 1_020_000), (row.ConfirmedBy, row.People, row.AreaM2));
        Assert.Equal(1, await _host.Books("jia", books => books.Outbox.CountAsync(fact => fact.Name == "host.profile-confirmed.v1")));
    }

    [Fact]
    public async Task A_month_is_confirmed_once_and_a_day_entered_once()
    {
        await _host.Must(new ConfirmProfile(await Enter(Autumn), 1), Director);
        Assert.IsType<ProfileOfDay>((await _host.Ask(Numbers(null, Autumn))).Refusal);
        var again = await Enter(Autumn.AddDays(5));
        Assert.IsType<MonthConfirmed>((await _host.Ask(new ConfirmProfile(again, 1), Director)).Refusal);
        await _host.Must(new ConfirmProfile(await Enter(Autumn.AddMonths(1)), 1), Director);
        // Whoever changes it is who entered it.
        await _host.Must(Numbers(again, Autumn.AddMonths(2)) with { Version = 1 }, Director);
        Assert.IsType<OwnProfile>((await _host.Ask(new ConfirmProfile(again, 2), Director)).Refusal);
    }

    [Fact]
    public async Task Bad_input_is_told_at_its_field()
    {
        Assert.Equal("AsOf", (await _host.Ask(Numbers(null, ChinaTime.Day(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(2)))).Refusal?.Field);
        Assert.Equal(["AreaM2", "AsOf", "People"], await Faults(new SaveProfile(null, null, 0, 1, -1, 0, 0, 0)));
        Assert.Equal(["AreaM2", "Name"], await Faults(new SaveFacility(null, "", FacilityKind.Office, 0, 100, 0)));
        Assert.Equal(["From", "Investor", "SumFen", "To"], await Faults(new SaveProject(null, Guid.NewGuid(), "x", "", -1, null, null, 0)));
        Assert.IsType<Sdk.Privacy.HoldsPersonalNumber>((await _host.Ask(new SaveFacility(null, "13800012345 的房间", FacilityKind.Office, 10, 0, 0))).Refusal);

        async Task<IEnumerable<string>> Faults<T>(IUseCase<T> ask) => Assert.IsType<InvalidFields>((await _host.Ask(ask)).Refusal).Errors.All.Select(fault => fault.Field).Distinct().Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_room_says_what_it_lacks()
    {
        await _host.Must(new SaveFacility(null, "社区警务室", FacilityKind.PoliceRoom, 35, Facility.UsualStandard(FacilityKind.PoliceRoom), 0));
        await _host.Must(new SaveFacility(null, "阅览室", FacilityKind.ReadingRoom, 30, 0, 0));
        Assert.IsType<FacilityNameTaken>((await _host.Ask(new SaveFacility(null, "阅览室", FacilityKind.Other, 30, 0, 0))).Refusal);
        Assert.Equal([15, 0], (await _host.Must(new ShowProfile())).Facilities.Select(row => row.Gap));
    }

    [Fact]
    public async Task Two_projects_at_one_place_do_not_overlap()
    {
        var room = await _host.Must(new SaveFacility(null, "社区警务室", FacilityKind.PoliceRoom, 35, 50, 0));
        var other = await _host.Must(new SaveFacility(null, "阅览室", FacilityKind.ReadingRoom, 30, 0, 0));
        var first = await _host.Must(new SaveProject(null, room, "扩建", "街道办事处", 5_000_000, Autumn, Autumn.AddMonths(2), 0));
        Assert.Equal("扩建", Assert.IsType<ProjectsOverlap>((await _host.Ask(new SaveProject(null, room, "装修", "街道办事处", 0, Autumn.AddMonths(2), Autumn.AddMonths(3), 0))).Refusal).Other);
        await _host.Must(new SaveProject(null, other, "装修", "街道办事处", 0, Autumn, Autumn.AddMonths(3), 0));
        await _host.Must(new SaveProject(first, room, "扩建", "街道办事处", 5_000_000, Autumn, Autumn.AddMonths(1), 1));
        await _host.Must(new SaveProject(null, room, "装修", "街道办事处", 0, Autumn.AddMonths(2), Autumn.AddMonths(3), 0));
        Assert.IsType<FacilityHasProjects>((await _host.Ask(new RemoveFacility(room))).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new SaveProject(first, other, "扩建", "街道办事处", 0, Autumn.AddYears(1), Autumn.AddYears(1), 1))).Refusal);
    }

    [Fact]
    public async Task The_register_s_own_numbers_stand_beside()
    {
        var (_, building) = await _host.Place(1);
        await _host.Enter(building, "吕桂兰");
        await _host.Enter(building, "吕建军", 1980);
        await _host.Must(new SaveUnit(null, "邮政所", ResidentUnitKind.StateEnterprise, 12));
        Assert.Equal(new(1, 2, 1, 1, 1), (await _host.Must(new ShowProfile())).Now);
    }

    private static SaveProfile Numbers(Guid? id, DateOnly day) => new(id, day, 1_020_000, 2320, 8010, 11, 527, 0);

    private Task<Guid> Enter(DateOnly day) => _host.Must(Numbers(null, day));
}
