using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Galas;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

public sealed class GalaTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private async Task<GalaBoard> Board(Guid id) => await _frame.Did<OpenGala, GalaBoard>(new(id));

    private async Task<Guid> Planned() => await _frame.Did<PlanGala, Guid>(new(Some.Gala));

    private async Task<Guid> Enter(Guid gala, Guid side, string title, int minutes = 5) =>
        await _frame.Did<EnterGala, Guid>(new(gala, new(side, title, EntryForm.Song, "Team " + title, minutes)));

    /// <summary>Twelve chosen entries of seven sides.</summary>
    private async Task<Guid> Chosen()
    {
        var gala = await Planned();
        for (var i = 0; i < 5; i++) await _frame.Did<AddSide, Done>(new(gala, (await Board(gala)).Version, "Guest " + i));
        var sides = (await Board(gala)).Sides;
        for (var i = 0; i < 12; i++)
        {
            var entry = await Enter(gala, sides[i / 2].Id, "Song " + i);
            await _frame.Did<ChooseEntry, Done>(new(gala, (await Board(gala)).Version, entry, true));
        }
        return gala;
    }

    private async Task<Refusal?> GoTo(Guid gala, GalaStep step) => await _frame.Refusal<GoToStep, Done>(new(gala, (await Board(gala)).Version, step));

    [Fact]
    public async Task Begins_with_two_paired_sides_and_the_known_limits()
    {
        var board = await Board(await Planned());
        Assert.Equal(["North", "South"], board.Sides.Select(side => side.Name));
        Assert.Equal(new GalaLimits(1, 2, 12, 14, 60, 80), board.Plan.Limits);
        Assert.Equal(2, board.Shows.Count);
    }

    [Fact]
    public async Task Refuses_an_empty_plan_and_one_side_twice()
    {
        var empty = Assert.IsType<InvalidFields>(await _frame.Refusal<PlanGala, Guid>(new(new GalaPlan())));
        Assert.Equal(["Title", "ResponsibleRole", "FirstSide", "SecondSide", "EntriesUntil"], empty.Errors.All.Select(fault => fault.Field));
        Assert.IsType<InvalidFields>(await _frame.Refusal<PlanGala, Guid>(new(Some.Gala with { SecondSide = "North" })));
        Assert.IsType<InvalidFields>(await _frame.Refusal<PlanGala, Guid>(new(Some.Gala with { Limits = GalaLimits.Default with { MinutesMax = 30 } })));
    }

    [Fact]
    public async Task Refuses_a_third_entry_of_a_side()
    {
        var gala = await Planned();
        var side = (await Board(gala)).Sides[0].Id;
        await Enter(gala, side, "One");
        await Enter(gala, side, "Two");
        Assert.Equal(new SideFull(2), await _frame.Refusal<EnterGala, Guid>(new(gala, new(side, "Three", EntryForm.Dance, "Team", 5))));
    }

    [Fact]
    public async Task Refuses_an_entry_after_the_deadline()
    {
        var gala = await Planned();
        var side = (await Board(gala)).Sides[0].Id;
        _frame.Now = Some.Gala.EntriesUntil.AddSeconds(1);
        Assert.IsType<DeadlinePassed>(await _frame.Refusal<EnterGala, Guid>(new(gala, new(side, "Late", EntryForm.Dance, "Team", 5))));
    }

    [Fact]
    public async Task Refuses_the_same_entry_twice_and_an_empty_one()
    {
        var gala = await Planned();
        var side = (await Board(gala)).Sides[0].Id;
        await Enter(gala, side, "One");
        Assert.IsType<EntryTwice>(await _frame.Refusal<EnterGala, Guid>(new(gala, new(side, "One", EntryForm.Song, "Team One", 5))));
        Assert.IsType<InvalidFields>(await _frame.Refusal<EnterGala, Guid>(new(gala, new(side, "", EntryForm.Song, "", 0))));
    }

    [Fact]
    public async Task Averages_the_jurors_and_keeps_a_juror_from_her_own_team()
    {
        var gala = await Planned();
        var entry = await Enter(gala, (await Board(gala)).Sides[0].Id, "One");
        var first = await _frame.Did<NameJuror, Guid>(new(gala, "Juror 1", null));
        var second = await _frame.Did<NameJuror, Guid>(new(gala, "Juror 2", ""));
        var partial = await _frame.Did<NameJuror, Guid>(new(gala, "Juror 3", "team one"));
        await _frame.Did<JudgeEntry, Done>(new(gala, entry, first, 70));
        await _frame.Did<JudgeEntry, Done>(new(gala, entry, first, 80));
        await _frame.Did<JudgeEntry, Done>(new(gala, entry, second, 91));
        Assert.Equal(new OwnTeam("Team One"), await _frame.Refusal<JudgeEntry, Done>(new(gala, entry, partial, 100)));
        Assert.IsType<InvalidFields>(await _frame.Refusal<JudgeEntry, Done>(new(gala, entry, first, 101)));
        Assert.Equal(85.5, Assert.Single((await Board(gala)).Entries).Average);
    }

    [Fact]
    public async Task Keeps_the_order_that_was_dragged()
    {
        var gala = await Chosen();
        var board = await Board(gala);
        var order = board.Chosen.Select(entry => entry.Id).Reverse().ToList();
        await _frame.Did<OrderActs, Done>(new(gala, board.Version, order));
        Assert.Equal(order, (await Board(gala)).Chosen.Select(entry => entry.Id));
        Assert.IsType<Stale>(await _frame.Refusal<OrderActs, Done>(new(gala, board.Version, order)));
        Assert.IsType<Stale>(await _frame.Refusal<OrderActs, Done>(new(gala, (await Board(gala)).Version, order.Take(3).ToList())));
    }

    [Fact]
    public async Task Refuses_to_fix_an_order_outside_the_limits()
    {
        var gala = await Chosen();
        var board = await Board(gala);
        await _frame.Did<ChooseEntry, Done>(new(gala, board.Version, board.Chosen[0].Id, false));
        Assert.Equal("Warning.TooFew", (await GoTo(gala, GalaStep.Rehearsals))?.TextKey);
    }

    [Fact]
    public async Task Goes_from_the_order_to_both_shows()
    {
        var gala = await Chosen();
        Assert.Null(await GoTo(gala, GalaStep.Rehearsals));
        var board = await Board(gala);
        Assert.IsType<OrderIsFixed>(await _frame.Refusal<ChooseEntry, Done>(new(gala, board.Version, board.Chosen[0].Id, false)));
        await _frame.Did<SetRehearsal, Guid>(new(gala, new(2026, 6, 20, 1, 0, 0, DateTimeKind.Utc), "Hall", [board.Chosen[0].Id]));
        Assert.IsType<RehearsalClash>(await _frame.Refusal<SetRehearsal, Guid>(new(gala, new(2026, 6, 20, 1, 0, 0, DateTimeKind.Utc), "Hall", [board.Chosen[0].Id])));
        await _frame.Did<SetShow, Done>(new(gala, board.Shows[0].SideId, new(2026, 6, 28, 11, 0, 0, DateTimeKind.Utc), "Square"));
        Assert.IsType<ShowMissing>(await GoTo(gala, GalaStep.Shows));
        await _frame.Did<SetShow, Done>(new(gala, board.Shows[1].SideId, new(2026, 6, 29, 11, 0, 0, DateTimeKind.Utc), "Hall"));
        Assert.Null(await GoTo(gala, GalaStep.Shows));
        board = await Board(gala);
        Assert.IsType<AudienceMissing>(await _frame.Refusal<FinishGala, Done>(new(gala, board.Version)));
        Assert.IsType<NotYetStarted>(await _frame.Refusal<CountAudience, Done>(new(gala, board.Shows[0].Id!.Value, 300)));
        _frame.Now = new(2026, 6, 30, 1, 0, 0, DateTimeKind.Utc);
        foreach (var show in board.Shows) await _frame.Did<CountAudience, Done>(new(gala, show.Id!.Value, 300));
        await _frame.Did<FinishGala, Done>(new(gala, (await Board(gala)).Version));
        Assert.Equal(["2026-06-28", "2026-06-29"], _frame.Sent.Cast<ActivityClosed>().Select(fact => fact.Date.ToString("yyyy-MM-dd")).Order());
    }

    [Fact]
    public async Task Refuses_a_show_for_a_guest()
    {
        var gala = await Chosen();
        var guest = (await Board(gala)).Sides.First(side => !side.Pairing).Id;
        Assert.IsType<NotFound>(await _frame.Refusal<SetShow, Done>(new(gala, guest, Some.Evening, "Hall")));
    }

    [Fact]
    public async Task Refuses_one_more_than_may_be_chosen()
    {
        var gala = await _frame.Did<PlanGala, Guid>(new(Some.Gala with { Limits = new(1, 2, 1, 1, 1, 80) }));
        var side = (await Board(gala)).Sides[0].Id;
        var (one, two) = (await Enter(gala, side, "One"), await Enter(gala, side, "Two"));
        await _frame.Did<ChooseEntry, Done>(new(gala, (await Board(gala)).Version, one, true));
        Assert.Equal(new EnoughChosen(1), await _frame.Refusal<ChooseEntry, Done>(new(gala, (await Board(gala)).Version, two, true)));
    }
}
