using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.OwnData;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Privacy;

/// <summary>One resident's data over all modules: shown whole or with the plain word of what could not be asked, erased for good.</summary>
[Collection(ModulesCollection.Name)]
public sealed class OwnDataTests : IAsyncLifetime
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoKeys = [];

    private TestHost _host = default!;
    private (Guid Grid, Guid Building) _one, _two;
    private Guid _id;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("keeper");
        await _host.Enable("keeper");
        (_one, _two) = (await _host.Place(1), await _host.Place(2));
        _id = await _host.Enter(_one.Building, "吕桂兰", phone: "13800012345");
        await _host.Consent(_id);
    }

    public Task DisposeAsync()
    {
        AppContext.SetData("keeper", null);
        return _host.DisposeAsync().AsTask();
    }

    [Fact]
    public async Task Shows_the_register_and_every_module_and_notes_the_look()
    {
        await _host.Visit(_id);
        var page = await _host.Must(new ShowOwnData(_id, []));
        Assert.Equal(["host", "keeper"], page.Held.Select(held => held.Module));
        Assert.All(page.Held, held => Assert.Equal(Asked.Told, held.Asked));
        Assert.Contains(page.Held[0].Records, record => record.Values.Any(value => value.Value == "13800012345"));
        Assert.Equal("tea", Assert.Single(page.Held[1].Records).Values[0].Value);
        Assert.Contains((await _host.Must(new ShowOwnData(_id, []))).Looks, look => look.Purpose == "rights" && look.Account == "account-1");
        Assert.IsType<NotAllowed>((await _host.Ask(new ShowOwnData(_id, []), denied: HostPermissions.ExportPerson)).Refusal);
        Assert.IsType<InvalidFields>((await _host.Ask(new ShowOwnData(_id, [new string('x', 41)]))).Refusal);
    }

    [Fact]
    public async Task Another_grid_s_resident_is_not_there()
    {
        var asker = Registry.Of(_two.Grid);
        Assert.IsType<NotFound>((await _host.Ask(new ShowOwnData(_id, []), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new ExportOwnData(_id, []), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new ListLooks(_id), asker)).Refusal);
        Assert.IsType<NotFound>((await _host.Ask(new ErasePerson(_id, "asked in writing", [], NoKeys, Sure: true), asker)).Refusal);
        Assert.Single((await _host.Find("吕桂兰")).Rows);
    }

    [Fact]
    public async Task A_module_that_fails_or_is_off_is_named_and_never_left_out()
    {
        AppContext.SetData("keeper", "broken");
        Assert.Equal(Asked.Failed, (await _host.Must(new ShowOwnData(_id, []))).Held[1].Asked);
        Assert.NotEmpty(_host.Faults.Recent);
        AppContext.SetData("keeper", null);
        await _host.Disable("keeper");
        var page = await _host.Must(new ShowOwnData(_id, []));
        Assert.Equal(("keeper", Asked.Off), (page.Held[1].Module, page.Held[1].Asked));
        // The file says so too: more rows than the register has.
        Assert.True((await _host.Must(new ExportOwnData(_id, []))).Rows > page.Held[0].Records.Sum(record => record.Values.Count));
        Assert.Contains(await _host.Books("jia", books => books.Audit.Select(line => line.Act).ToListAsync()), act => act == nameof(ExportOwnData));
    }

    [Fact]
    public async Task Is_not_erased_without_a_reason_a_second_yes_and_the_permission()
    {
        Assert.Contains(Assert.IsType<InvalidFields>((await _host.Ask(new ErasePerson(_id, "abc", [], NoKeys, Sure: false))).Refusal).Errors.All, fault => fault.Field == "Sure");
        Assert.IsType<InvalidFields>((await _host.Ask(new ErasePerson(_id, "call 13800012345", [], NoKeys, Sure: true))).Refusal);
        Assert.IsType<NotAllowed>((await _host.Ask(new ErasePerson(_id, "asked in writing", [], NoKeys, Sure: true), denied: HostPermissions.ErasePerson)).Refusal);
        Assert.Single((await _host.Find("吕桂兰")).Rows);
    }

    [Fact]
    public async Task Is_erased_everywhere_and_only_the_proofs_stay()
    {
        await _host.Visit(_id);
        var other = await _host.Enter(_two.Building, "王建国");
        await _host.Consent(other);
        await _host.Visit(other);
        await _host.Must(new ErasePerson(_id, "asked in writing", [], NoKeys, Sure: true));
        await _host.Get<ErasureDesk>().Carry("jia", CancellationToken.None);
        Assert.Equal(1, await _host.CountVisits());
        Assert.IsType<NotFound>((await _host.Ask(new ShowResident(_id, "serve"))).Refusal);
        Assert.Empty((await _host.Find("吕桂兰")).Rows);
        Assert.Equal(0, await _host.Books("jia", books => books.Moves.CountAsync(move => move.PersonId == _id)));
        // The proofs: that she was asked, and who looked and why.
        Assert.Equal(1, await _host.Books("jia", books => books.Consents.CountAsync(consent => consent.PersonId == _id && consent.WithdrawnAt != null)));
        Assert.Contains(await _host.Books("jia", books => books.Access.Where(line => line.Resident == _id).Select(line => line.Reason).ToListAsync()), reason => reason == "asked in writing");
        var row = await _host.Books("jia", books => books.Erasures.SingleAsync());
        Assert.Equal((ErasureState.Done, null), (row.State, row.Asked));
        Assert.Equal(1, await _host.Books("jia", books => books.Outbox.CountAsync(fact => fact.Name == "host.person-erased.v1")));
        Assert.IsType<NotFound>((await _host.Ask(new ErasePerson(_id, "asked in writing", [], NoKeys, Sure: true))).Refusal);
    }

    [Fact]
    public async Task What_may_be_hers_goes_only_when_somebody_confirmed_it()
    {
        await _host.Visit(_id, "maybe");
        await _host.Visit(_id, "maybe");
        var keys = (await _host.Must(new ShowOwnData(_id, []))).Held[1].Records.Select(record => record.Key).ToList();
        await _host.Must(new ErasePerson(_id, "asked in writing", [], new Dictionary<string, IReadOnlyList<string>> { ["keeper"] = [keys[0]] }, Sure: true));
        await _host.Get<ErasureDesk>().Carry("jia", CancellationToken.None);
        Assert.Equal(1, await _host.CountVisits());
        Assert.Equal(1, (await _host.Books("jia", books => books.Erasures.SingleAsync())).Unsure);
    }

    [Fact]
    public async Task An_erasure_waits_for_a_module_that_is_off_and_is_done_when_it_comes_back()
    {
        await _host.Visit(_id);
        await _host.Disable("keeper");
        await _host.Must(new ErasePerson(_id, "asked in writing", [], NoKeys, Sure: true));
        await _host.Get<ErasureDesk>().Carry("jia", CancellationToken.None);
        var row = await _host.Books("jia", books => books.Erasures.SingleAsync());
        Assert.Equal(ErasureState.Waiting, row.State);
        // Nothing of her stands readable while it waits.
        Assert.DoesNotContain("吕桂兰", row.Asked!.Value.Stored, StringComparison.Ordinal);
        await _host.Enable("keeper");
        await Eventually.True(async () => await _host.CountVisits() == 0, "the module has erased her");
        await Eventually.True(async () => (await _host.Books("jia", books => books.Erasures.SingleAsync())).State == ErasureState.Done, "the line is done");
    }

    [Fact]
    public async Task A_module_that_fails_keeps_its_erasure_waiting_and_changes_nothing()
    {
        await _host.Visit(_id);
        AppContext.SetData("keeper", "broken");
        await _host.Must(new ErasePerson(_id, "asked in writing", [], NoKeys, Sure: true));
        await Eventually.True(async () => (await _host.Books("jia", books => books.Erasures.SingleAsync())).Attempts > 0, "it was tried");
        Assert.Equal(1, await _host.CountVisits());
        AppContext.SetData("keeper", null);
        await _host.Get<ErasureDesk>().Carry("jia", CancellationToken.None);
        Assert.Equal(0, await _host.CountVisits());
    }

    [Fact]
    public async Task A_search_that_found_her_and_an_export_stand_in_her_log_once()
    {
        await _host.Find("吕");
        await _host.Find("吕桂");
        await _host.Find(null);
        await _host.Must(new ExportResidents("visit", "for the home visits", null, null, false));
        var looks = (await _host.Must(new ListLooks(_id))).Looks;
        Assert.Single(looks, look => look is { Kind: "Found", Purpose: "serve", Account: "account-1" });
        Assert.Single(looks, look => look is { Kind: "Exported", Reason: "for the home visits" });
    }
}
