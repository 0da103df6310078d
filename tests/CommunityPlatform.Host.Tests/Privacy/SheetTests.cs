using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.Sheets;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Privacy;

/// <summary>The impact assessment knows what is declared, the breach sheet what was looked at; versions are kept as they were.</summary>
[Collection(ModulesCollection.Name)]
public sealed class SheetTests : IAsyncLifetime
{
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;
    private static readonly BreachScope Today = new(Now.AddHours(-1), Now.AddHours(1), null);

    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("keeper");
        await _host.Enable("keeper");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    private static string[] Answers(SheetOf kind, string answer = "as discussed") => [.. SheetDrafts.Questions(kind).Select(_ => answer)];

    [Fact]
    public async Task The_assessment_names_every_declared_field_with_purpose_basis_and_retention()
    {
        var draft = await _host.Must(new DraftSheet(SheetOf.Impact, null));
        var keeper = draft.Parts[1];
        Assert.Equal(4, keeper.Rows.Count);
        Assert.Contains(keeper.Rows, row => row.All(cell => cell.Length > 0) && row.Count == 4);
        Assert.Contains(draft.Parts.SelectMany(part => part.Rows), row => row.Any(cell => cell.Contains("上门走访", StringComparison.Ordinal) || cell.Contains("Home visits", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_version_stays_as_it_was_kept_and_the_next_one_has_the_next_number()
    {
        var first = await _host.Must(new KeepSheet(SheetOf.Impact, null, Answers(SheetOf.Impact, "first")));
        await _host.Disable("keeper");
        await _host.Must(new KeepSheet(SheetOf.Impact, null, Answers(SheetOf.Impact, "second")));
        Assert.Equal([2, 1], (await _host.Must(new DraftSheet(SheetOf.Impact, null))).Kept.Select(version => version.Number));
        var opened = await _host.Must(new OpenSheet(first));
        Assert.Equal((SheetOf.Impact, 1, "Worker"), (opened.Kind, opened.Number, opened.By));
        Assert.All(opened.Body.Answers, answer => Assert.Equal("first", answer.Answer));
        Assert.Equal(4, opened.Body.Parts[1].Rows.Count);
    }

    [Fact]
    public async Task The_breach_sheet_counts_looks_and_residents_and_names_nobody()
    {
        var building = (await _host.Place(1)).Building;
        var (one, two) = (await _host.Enter(building, "吕桂兰"), await _host.Enter(building, "王建国", door: "2单元201"));
        foreach (var id in new[] { one, one, two }) await _host.Must(new ShowResident(id, "serve"));
        var draft = await _host.Must(new DraftSheet(SheetOf.Breach, Today));
        Assert.Equal(["2", "3"], draft.Parts[0].Rows[0].Skip(2));
        Assert.DoesNotContain(draft.Parts.SelectMany(part => part.Rows).SelectMany(row => row), cell => cell.Contains("吕桂兰", StringComparison.Ordinal));
        Assert.Equal("0", (await _host.Must(new DraftSheet(SheetOf.Breach, Today with { Account = "somebody else" }))).Parts[0].Rows[0][3]);
        Assert.Equal("0", (await _host.Must(new DraftSheet(SheetOf.Breach, new(Now.AddDays(-2), Now.AddDays(-1), null)))).Parts[0].Rows[0][3]);
    }

    [Fact]
    public async Task Empty_answers_bad_times_and_residents_numbers_are_refused()
    {
        var missing = Assert.IsType<InvalidFields>((await _host.Ask(new KeepSheet(SheetOf.Breach, Today, Answers(SheetOf.Breach, " ")))).Refusal);
        Assert.Equal(SheetDrafts.Questions(SheetOf.Breach), missing.Errors.All.Select(fault => fault.Field));
        Assert.IsType<InvalidFields>((await _host.Ask(new DraftSheet(SheetOf.Breach, null))).Refusal);
        Assert.IsType<InvalidFields>((await _host.Ask(new DraftSheet(SheetOf.Breach, new(Now, Now.AddDays(-1), null)))).Refusal);
        Assert.IsType<HoldsPersonalNumber>((await _host.Ask(new KeepSheet(SheetOf.Breach, Today, Answers(SheetOf.Breach, "call 13800012345")))).Refusal);
        Assert.IsType<NotAllowed>((await _host.Ask(new DraftSheet(SheetOf.Impact, null), denied: HostPermissions.Privacy)).Refusal);
        Assert.Empty((await _host.Must(new DraftSheet(SheetOf.Breach, Today))).Kept);
    }
}
