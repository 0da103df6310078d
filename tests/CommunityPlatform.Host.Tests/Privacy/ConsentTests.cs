using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.Consents;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Privacy;

/// <summary>One consent a purpose and person: asked upon a notice that is kept, withdrawn in one act, a guardian's for a child.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ConsentTests : IAsyncLifetime
{
    private TestHost _host = default!;
    private (Guid Grid, Guid Building) _one, _two;

    private static DateOnly Today => ChinaTime.Day(TimeProvider.System.GetUtcNow().UtcDateTime);

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("keeper");
        await _host.Enable("keeper");
        (_one, _two) = (await _host.Place(1), await _host.Place(2));
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_module_keeps_nothing_without_consent_and_forgets_when_it_is_withdrawn()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰");
        Assert.Equal("NoConsent", (await _host.Visit(id)).Refusal);
        var consent = await _host.Consent(id);
        Assert.True((await _host.Visit(id)).Ok);
        await _host.Must(new WithdrawConsent(consent));
        Assert.Equal("NoConsent", (await _host.Visit(id)).Refusal);
        await _host.Get<OutboxDelivery>().Deliver("jia", CancellationToken.None);
        Assert.Equal(0, await _host.CountVisits());
        // Withdrawn twice is withdrawn once, and told once.
        await _host.Must(new WithdrawConsent(consent));
        Assert.Equal(1, await _host.Books("jia", books => books.Outbox.CountAsync(row => row.Name == "host.consent-withdrawn.v1")));
    }

    [Fact]
    public async Task A_purpose_that_the_module_does_not_declare_is_a_fault()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰");
        Assert.Equal("Failed", (await _host.Act("keeper", "NoteVisit", new { Person = id, Wish = "tea", Held = DateTime.UnixEpoch, Purpose = "host.activity-calls" })).Refusal);
    }

    [Fact]
    public async Task History_stays_with_the_notice_that_was_shown()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰");
        await _host.Must(new WithdrawConsent(await _host.Consent(id)));
        await _host.Consent(id, until: Today);
        var card = await _host.Must(new ListConsents(id, "serve"));
        var row = card.Purposes.Single(purpose => purpose.Purpose.Id == Keeping.Visits);
        Assert.Equal([true, false], row.Said.Select(said => said.Holds));
        Assert.All(row.Said, said => Assert.Equal(("我们来看您。", row.Notice, "Worker", ConsentWay.Paper), (said.Zh, said.Hash, said.By, said.Way)));
        Assert.NotNull(row.Said[1].WithdrawnAt);
        // Until today means until midnight.
        Assert.Equal(ChinaTime.StartOf(Today.AddDays(1)), row.Now!.Until);
        Assert.Equal(1, await _host.Books("jia", books => books.Notices.CountAsync()));
        Assert.IsType<ConsentHolds>((await _host.Ask(new GiveConsent(id, Keeping.Visits, row.Notice, ConsentWay.Counter, null, null))).Refusal);
    }

    [Fact]
    public async Task Another_notice_than_the_one_shown_is_stale()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰");
        Assert.IsType<Stale>((await _host.Ask(new GiveConsent(id, Keeping.Visits, new string('0', 64), ConsentWay.Counter, null, null))).Refusal);
        Assert.IsType<UntilIsPast>((await _host.Ask(new GiveConsent(id, Keeping.Visits, _host.Notice(Keeping.Visits), ConsentWay.Counter, Today.AddDays(-1), null))).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new GiveConsent(id, "keeper.nothing", "", ConsentWay.Counter, null, null))).Refusal);
    }

    [Fact]
    public async Task A_consent_that_has_run_out_holds_no_more()
    {
        var id = await _host.Enter(_one.Building, "吕桂兰");
        await _host.Consent(id);
        await _host.Sql("jia", "UPDATE host_consents SET \"Until\" = '2020-01-01 00:00:00'");
        Assert.Equal("NoConsent", (await _host.Visit(id)).Refusal);
        Assert.Null((await _host.Must(new ListConsents(id, "serve"))).Purposes.Single(row => row.Purpose.Id == Keeping.Visits).Now);
        await _host.Consent(id);
        Assert.True((await _host.Visit(id)).Ok);
    }

    [Fact]
    public async Task A_child_is_entered_with_a_guardian_or_not_at_all()
    {
        var year = Today.Year;
        SaveResident Child(int born, Guid? guardian) => new(null, "吕小明", born, null, _one.Building, 1, "1单元101", 0, guardian, guardian is null ? null : GuardianRelation.Parent);
        var refusal = Assert.IsType<GuardianNeeded>((await _host.Ask(Child(year - 13, null))).Refusal);
        Assert.Equal("Guardian", refusal.Field);
        // Nobody knows the birthday: who turns 14 this year is guarded to its end.
        Assert.IsType<GuardianNeeded>((await _host.Ask(Child(year - 14, null))).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(Child(year - 5, Guid.NewGuid()))).Refusal);
        var youth = await _host.Enter(_one.Building, "吕小红", year - 16);
        Assert.IsType<GuardianTooYoung>((await _host.Ask(Child(year - 5, youth))).Refusal);
        var mother = await _host.Enter(_one.Building, "吕桂兰", year - 40);
        Assert.IsType<NoGuardianNeeded>((await _host.Ask(Child(year - 15, mother))).Refusal);
        Assert.Equal(2, await _host.Books("jia", books => books.Persons.CountAsync()));
        var child = await _host.Must(Child(year - 5, mother));
        var card = await _host.Must(new ListConsents(child, "serve"));
        Assert.True(card.IsChild);
        Assert.Equal((mother, "吕*", GuardianRelation.Parent), (card.Guardians[0].Person, card.Guardians[0].Name, card.Guardians[0].Relation));
        // A correction that makes a child of somebody asks for the guardian too.
        Assert.IsType<GuardianNeeded>((await _host.Ask(new SaveResident(youth, "吕小红", year - 10, null, null, 0, "", 0))).Refusal);
    }

    [Fact]
    public async Task A_child_s_consent_is_its_guardian_s()
    {
        var mother = await _host.Enter(_one.Building, "吕桂兰", 1985);
        var stranger = await _host.Enter(_two.Building, "王建国", 1985);
        var child = await _host.Must(new SaveResident(null, "吕小明", Today.Year - 6, null, _one.Building, 1, "1单元101", 0, mother, GuardianRelation.Parent));
        foreach (var guardian in new Guid?[] { null, stranger })
            Assert.IsType<GuardianNeeded>((await _host.Ask(new GiveConsent(child, Keeping.Visits, _host.Notice(Keeping.Visits), ConsentWay.Counter, null, guardian))).Refusal);
        Assert.IsType<NoGuardianNeeded>((await _host.Ask(new GiveConsent(mother, Keeping.Visits, _host.Notice(Keeping.Visits), ConsentWay.Counter, null, stranger))).Refusal);
        var consent = await _host.Consent(child, guardian: mother);
        Assert.True((await _host.Visit(child)).Ok);
        var link = (await _host.Must(new ListConsents(child, "serve"))).Guardians[0];
        Assert.IsType<ConsentsStandOnHer>((await _host.Ask(new RemoveGuardian(link.Id))).Refusal);
        await _host.Must(new WithdrawConsent(consent));
        await _host.Must(new RemoveGuardian(link.Id));
        Assert.Empty((await _host.Must(new ListConsents(child, "serve"))).Guardians);
    }

    [Fact]
    public async Task Merged_entries_bring_their_consents_along()
    {
        var (kept, gone) = (await _host.Enter(_one.Building, "吕桂兰"), await _host.Enter(_one.Building, "吕桂兰", door: "2单元201"));
        await _host.Consent(gone);
        await _host.Must(new MergeResidents(kept, gone, 0, 0));
        Assert.True((await _host.Visit(kept)).Ok);
    }

    [Fact]
    public async Task Another_grid_s_resident_is_not_there_for_any_of_it()
    {
        var (here, there) = (await _host.Enter(_one.Building, "吕桂兰", 1980), await _host.Enter(_two.Building, "王建国", 1980));
        var consent = await _host.Consent(there);
        var asker = Registry.Of(_one.Grid);
        Assert.IsType<NotFound>((await _host.Ask(new ListConsents(there, "serve"), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new GiveConsent(there, Keeping.Visits, _host.Notice(Keeping.Visits), ConsentWay.Counter, null, null), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new WithdrawConsent(consent), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new NameGuardian(there, here, GuardianRelation.Other), asker)).Refusal);
        var child = await _host.Must(new SaveResident(null, "王小明", Today.Year - 6, null, _two.Building, 1, "1", 0, there, GuardianRelation.Parent));
        var link = (await _host.Must(new ListConsents(child, "serve"))).Guardians[0];
        Assert.IsType<NotFound>((await _host.Ask(new RemoveGuardian(link.Id), asker)).Refusal);
        // Nor can she be named as a guardian from there.
        Assert.IsType<NotFound>((await _host.Ask(new SaveResident(null, "吕小明", Today.Year - 6, null, _one.Building, 1, "1", 0, there, GuardianRelation.Other), asker)).Refusal);
        Assert.IsType<NotAllowed>((await _host.Ask(new WithdrawConsent(consent), denied: HostPermissions.KeepConsents)).Refusal);
    }
}
