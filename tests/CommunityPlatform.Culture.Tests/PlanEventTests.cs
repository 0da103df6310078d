using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

public sealed class PlanEventTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private async Task<IEnumerable<string>> Faults(EventPlan plan) =>
        Assert.IsType<InvalidFields>(await _frame.Refusal<PlanEvent, Guid>(new(plan))).Errors.All.Select(fault => fault.Field + " " + fault.TextKey);

    [Fact]
    public async Task Keeps_a_draft_as_it_was_planned()
    {
        var id = await _frame.Did<PlanEvent, Guid>(new(Some.Plan with { Units = ["Post office"], Festival = Festival.Lantern }));
        var book = await _frame.Book(id);
        Assert.Equal(EventState.Draft, book.State);
        Assert.Equal(["Post office"], book.Plan.Units);
        Assert.Equal(new PlannedPart(PartKind.Riddles, "Riddles"), Assert.Single(book.Plan.Parts));
        Assert.Equal(Some.Evening, book.Plan.Start);
    }

    [Fact]
    public async Task Refuses_an_empty_plan_at_each_field()
    {
        var faults = await Faults(new EventPlan());
        Assert.Contains("Title Field.Required", faults);
        Assert.Contains("Venue Field.Required", faults);
        Assert.Contains("ResponsibleRole Field.Required", faults);
        Assert.Contains("Start Field.Required", faults);
    }

    [Fact]
    public async Task Refuses_what_is_too_long_or_out_of_range()
    {
        var faults = await Faults(Some.Plan with { Title = new string('a', 61), Capacity = -1, Raised = -1, PlacesPerSignUp = 0, Units = [.. Enumerable.Repeat("u", 31)] });
        Assert.Equal(["Title Field.TooLong", "Capacity Field.OutOfRange", "PlacesPerSignUp Field.OutOfRange", "Raised Field.OutOfRange", "Units Field.TooMany"], faults);
    }

    [Fact]
    public async Task Refuses_an_end_before_the_start() =>
        Assert.Equal(["End Field.EndBeforeStart"], await Faults(Some.Plan with { End = Some.Evening.AddHours(-1) }));

    [Fact]
    public async Task Refuses_a_venue_that_is_taken_at_that_time()
    {
        await _frame.Did<PlanEvent, Guid>(new(Some.Plan));
        var refusal = await _frame.Refusal<PlanEvent, Guid>(new(Some.Plan with { Title = "Other", Start = Some.Evening.AddHours(2), End = Some.Evening.AddHours(5) }));
        Assert.Equal(new VenueTaken("Lantern fair", "14:00–17:00"), refusal);
    }

    [Fact]
    public async Task Lets_one_event_follow_another_in_the_same_venue()
    {
        await _frame.Did<PlanEvent, Guid>(new(Some.Plan));
        Assert.Null(await _frame.Refusal<PlanEvent, Guid>(new(Some.Plan with { Start = Some.Evening.AddHours(3), End = Some.Evening.AddHours(5) })));
    }

    [Fact]
    public async Task Frees_the_venue_of_a_cancelled_event()
    {
        var id = await _frame.Did<PlanEvent, Guid>(new(Some.Plan));
        await _frame.Did<CancelEvent, Done>(new(id, await _frame.Version(id)));
        Assert.Null(await _frame.Refusal<PlanEvent, Guid>(new(Some.Plan)));
    }

    [Fact]
    public async Task Refuses_an_edit_of_what_somebody_changed_in_between()
    {
        var id = await _frame.Did<PlanEvent, Guid>(new(Some.Plan));
        var seen = await _frame.Version(id);
        await _frame.Did<EditEvent, Done>(new(id, seen, Some.Plan with { Title = "First" }));
        Assert.IsType<Stale>(await _frame.Refusal<EditEvent, Done>(new(id, seen, Some.Plan with { Title = "Second" })));
        Assert.Equal("First", (await _frame.Book(id)).Plan.Title);
    }

    [Fact]
    public async Task Refuses_the_slower_of_two_edits_at_the_same_moment()
    {
        var id = await _frame.Did<PlanEvent, Guid>(new(Some.Plan));
        var seen = await _frame.Version(id);
        var slow = await _frame.Run<EditEvent, Done>(new(id, seen, Some.Plan with { Title = "Slow" }),
            before: () => _frame.Did<EditEvent, Done>(new(id, seen, Some.Plan with { Title = "Fast" })));
        Assert.IsType<Stale>(slow.Refusal);
        Assert.Equal("Fast", (await _frame.Book(id)).Plan.Title);
    }

    [Fact]
    public async Task A_sign_up_does_not_disturb_an_edit()
    {
        var id = await _frame.Published();
        var seen = await _frame.Version(id);
        await _frame.Join(id, "Wang");
        Assert.Null(await _frame.Refusal<EditEvent, Done>(new(id, seen, Some.Plan with { Title = "New title" })));
    }

    [Fact]
    public async Task Refuses_fewer_places_than_are_taken()
    {
        var id = await _frame.Published();
        await _frame.Join(id, "Wang", 2);
        Assert.Equal(new CapacityBelowBooked(2), await _frame.Refusal<EditEvent, Done>(new(id, await _frame.Version(id), Some.Plan with { Capacity = 1 })));
    }

    [Fact]
    public async Task More_places_move_the_waiting_list_up()
    {
        var id = await _frame.Published(Some.Plan with { Capacity = 1, PlacesPerSignUp = 1 });
        await _frame.Join(id, "Wang");
        var waiting = await _frame.Join(id, "Li");
        await _frame.Did<EditEvent, Done>(new(id, await _frame.Version(id), Some.Plan with { Capacity = 2 }));
        Assert.Equal(SignUpState.Booked, (await _frame.Did<FindMySignUp, MySignUp>(new(waiting.Code))).State);
    }

    [Fact]
    public async Task Refuses_an_unknown_event() =>
        Assert.IsType<NotFound>(await _frame.Refusal<EditEvent, Done>(new(Guid.NewGuid(), 1, Some.Plan)));

    [Fact]
    public async Task Finds_by_text_and_state_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            await _frame.Did<PlanEvent, Guid>(new(Some.Plan with { Title = "Fair " + i, Start = Some.Evening.AddDays(i), End = Some.Evening.AddDays(i).AddHours(1) }));
        await _frame.Published(Some.Plan with { Title = "Concert", Venue = "Hall" });
        var page = await _frame.Did<BrowseEvents, EventPage>(new("Fair", null, 2, 2, EventSort.Title, Descending: false));
        Assert.Equal((5, "Fair 2,Fair 3"), (page.Count, string.Join(',', page.Rows.Select(row => row.Title))));
        // Whatever the database holds for equal, the list finds in either case.
        Assert.Equal(page.Count, (await _frame.Did<BrowseEvents, EventPage>(new("fAIR"))).Count);
        Assert.Equal("Concert", Assert.Single((await _frame.Did<BrowseEvents, EventPage>(new(State: EventState.Published))).Rows).Title);
    }
}
