using System.Reflection;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.Consents;
using CommunityPlatform.Host.Privacy.OwnData;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Bodies;
using CommunityPlatform.Host.Register.Places;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Register;

/// <summary>Whoever is bound to a grid finds nothing of another one, by whatever act she asks.</summary>
[Collection(ModulesCollection.Name)]
public sealed class GridScopeTests : IAsyncLifetime
{
    private TestHost _host = default!;
    private (Guid Grid, Guid Building) _one, _two;
    private CurrentPerson _asker = default!;
    private Guid _here, _there, _consent, _link, _post;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With();
        (_one, _two) = (await _host.Place(1), await _host.Place(2));
        _asker = Registry.Of(_one.Grid);
        (_here, _there) = (await _host.Enter(_one.Building, "吕桂兰", 1980), await _host.Enter(_two.Building, "王建国", 1980, "13800012345"));
        var child = await _host.Must(new SaveResident(null, "王小明", TimeProvider.System.GetUtcNow().Year - 6, null, _two.Building, 1, "1单元101", 0, _there, GuardianRelation.Parent));
        _link = (await _host.Must(new ListConsents(child, "serve"))).Guardians[0].Id;
        _post = await _host.Must(new SavePost(null, await _host.Must(new SaveBody(null, "居民委员会", BodyKind.ResidentsCommittee, null, null, null, 0)), "主任", 1, null, null, 0));
        var notice = NoticeText.HashOf(HostConsents.All[0]);
        _consent = await _host.Must(new GiveConsent(_there, HostConsents.ActivityCalls, notice, ConsentWay.Counter, null, null));
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    /// <summary>Every act that names one row of the register; <see cref="Nothing_is_forgotten"/> sees to it that none is missing.</summary>
    private Dictionary<Type, Func<Task<Refusal?>>> Acts() => new()
    {
        [typeof(ShowResident)] = () => No(new ShowResident(_there, "serve")),
        [typeof(IsResident)] = () => No(new IsResident(_there)),
        [typeof(SaveTerm)] = () => No(new SaveTerm(null, _post, null, _there, new(2024, 3, 20), null, 0)),
        [typeof(RevealContact)] = () => No(new RevealContact(_there, "serve", "asked to call")),
        [typeof(SaveResident)] = () => No(new SaveResident(_there, "王建国", 1980, null, null, 0, "", 0)),
        [typeof(MoveResident)] = () => No(new MoveResident(_there, MoveKind.Out, null, 0, "", 0)),
        [typeof(MergeResidents)] = () => No(new MergeResidents(_here, _there, 0, 0)),
        [typeof(SaveBuilding)] = () => No(new SaveBuilding(_two.Building, "2号楼", _one.Grid, 3, 6)),
        [typeof(SaveGrid)] = () => No(new SaveGrid(_two.Grid, "02", "Grid 2", null)),
        [typeof(ListConsents)] = () => No(new ListConsents(_there, "serve")),
        [typeof(GiveConsent)] = () => No(new GiveConsent(_there, HostConsents.ActivityCalls, NoticeText.HashOf(HostConsents.All[0]), ConsentWay.Counter, null, null)),
        [typeof(WithdrawConsent)] = () => No(new WithdrawConsent(_consent)),
        [typeof(NameGuardian)] = () => No(new NameGuardian(_there, _here, GuardianRelation.Other)),
        [typeof(RemoveGuardian)] = () => No(new RemoveGuardian(_link)),
        [typeof(ListLooks)] = () => No(new ListLooks(_there)),
        [typeof(ShowOwnData)] = () => No(new ShowOwnData(_there, [])),
        [typeof(ExportOwnData)] = () => No(new ExportOwnData(_there, [])),
        [typeof(ErasePerson)] = () => No(new ErasePerson(_there, "asked in writing", [], new Dictionary<string, IReadOnlyList<string>>(), Sure: true)),
    };

    private async Task<Refusal?> No<T>(IUseCase<T> ask) => (await _host.Ask(ask, _asker)).Refusal;

    [Fact]
    public async Task Another_grid_s_row_is_not_there_for_any_act()
    {
        foreach (var (act, ask) in Acts()) Assert.True(await ask() is NotFound, $"{act.Name} finds another grid's row");
        Assert.Equal("王建国", (await _host.Must(new ShowResident(_there, "serve"))).Name);
    }

    [Fact]
    public async Task Lists_hold_the_own_grid_alone()
    {
        await _host.Enter(_two.Building, "王建国", 1980, door: "2单元201");
        Assert.Equal([_here], (await _host.Find(null, _asker)).Rows.Select(row => row.Id));
        Assert.Empty((await _host.Find("13800012345", _asker)).Rows);
        Assert.Equal(0, (await _host.Must(new BrowseResidents("serve", null, _two.Grid, false, 0, 50), _asker)).Count);
        Assert.Empty(await _host.Must(new FindDoubles(), _asker));
        Assert.Single(await _host.Must(new FindDoubles()));
        var places = await _host.Must(new ListPlaces(), _asker);
        Assert.Equal([_one.Grid], places.Grids.Select(grid => grid.Id));
        Assert.Equal([_one.Building], places.Buildings.Select(building => building.Id));
        Assert.Equal(1, (await _host.Must(new ExportResidents("visit", "for the home visits", null, null, false), _asker)).Rows);
    }

    /// <summary>Whoever adds an act about one row of the register adds it above.</summary>
    [Fact]
    public void Nothing_is_forgotten()
    {
        string[] rows = ["Id", "Person", "Child", "Kept"];
        var permissions = new[] { HostPermissions.SeeRegister, HostPermissions.ManageRegister, HostPermissions.ConfirmProfile, HostPermissions.RevealContacts, HostPermissions.ExportRegister, HostPermissions.KeepConsents, HostPermissions.ExportPerson, HostPermissions.ErasePerson };
        var acts = typeof(Person).Assembly.GetTypes().Where(type => type is { IsAbstract: false, Namespace: not null } && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IUseCase<>))
            && type.GetProperty("Needs", BindingFlags.Static | BindingFlags.Public)?.GetValue(null) is Permission needs && permissions.Contains(needs.Id)
            && type.GetProperties().Any(property => rows.Contains(property.Name) && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(Guid)));
        // Imports, units, bodies, numbers and rooms belong to no grid; an import's rows and whoever is appointed are judged one by one.
        string[] gridless = ["SaveUnit", "SaveBody", "SavePost", "RemoveBody", "RemovePost", "RemoveTerm", "SaveProfile", "ConfirmProfile", "SaveFacility", "RemoveFacility", "SaveProject", "RehearseImport", "ImportBatch", "EndImport"];
        Assert.Empty(acts.Where(act => !gridless.Contains(act.Name) && !Acts().ContainsKey(act)).Select(act => act.Name));
    }
}
