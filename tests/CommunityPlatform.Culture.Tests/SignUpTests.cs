using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

public sealed class SignUpTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private Task<Refusal?> Refused(Guid id, string name = "Wang", string? tail = null, int places = 1) =>
        _frame.Refusal<SignUpForEvent, SignUpTicket>(new(id, name, tail, places));

    [Fact]
    public async Task Gives_a_code_that_nobody_misreads()
    {
        var ticket = await _frame.Join(await _frame.Published(), "Wang");
        Assert.Equal(8, ticket.Code.Length);
        Assert.All(ticket.Code, c => Assert.DoesNotContain(c, "0O1IL"));
        Assert.Equal(SignUpState.Booked, ticket.State);
    }

    [Fact]
    public async Task Puts_on_the_waiting_list_when_sold_out()
    {
        var id = await _frame.Published();
        await _frame.Join(id, "Wang", 2);
        var ticket = await _frame.Join(id, "Li", 2);
        Assert.Equal((SignUpState.Waiting, 0), (ticket.State, ticket.Ahead));
        var line = Assert.Single((await _frame.Did<ListOpenEvents, OpenEvents>(new())).Lines);
        Assert.Equal(1, line.Free);
        Assert.Equal(2, (await _frame.Join(id, "Zhao", 2)).Ahead);
    }

    [Fact]
    public async Task Never_refuses_for_places_when_they_are_open()
    {
        var id = await _frame.Published(Some.Plan with { Capacity = 0 });
        for (var i = 0; i < 20; i++) Assert.Equal(SignUpState.Booked, (await _frame.Join(id, "Guest " + i, 2)).State);
    }

    [Fact]
    public async Task Waiting_list_moves_up_by_itself_when_somebody_cancels()
    {
        var id = await _frame.Published();
        var first = await _frame.Join(id, "Wang", 2);
        await _frame.Join(id, "Li", 1);
        var second = await _frame.Join(id, "Zhao", 2);
        var third = await _frame.Join(id, "Qian", 1);
        await _frame.Did<CancelMySignUp, Done>(new(first.Code));
        Assert.Equal(SignUpState.Booked, (await _frame.Did<FindMySignUp, MySignUp>(new(second.Code))).State);
        Assert.Equal(SignUpState.Waiting, (await _frame.Did<FindMySignUp, MySignUp>(new(third.Code))).State);
        Assert.Equal(3, (await _frame.Book(id)).Booked);
    }

    [Fact]
    public async Task A_smaller_group_takes_what_a_larger_one_cannot()
    {
        var id = await _frame.Published();
        var one = await _frame.Join(id, "Wang", 1);
        await _frame.Join(id, "Li", 2);
        var large = await _frame.Join(id, "Zhao", 2);
        var small = await _frame.Join(id, "Qian", 1);
        await _frame.Did<CancelMySignUp, Done>(new(one.Code));
        Assert.Equal(SignUpState.Waiting, (await _frame.Did<FindMySignUp, MySignUp>(new(large.Code))).State);
        Assert.Equal(SignUpState.Booked, (await _frame.Did<FindMySignUp, MySignUp>(new(small.Code))).State);
    }

    [Fact]
    public async Task Refuses_more_places_than_one_sign_up_may_take() =>
        Assert.Equal(new TooManyPlaces(2), await Refused(await _frame.Published(), places: 3));

    [Fact]
    public async Task Refuses_to_sign_up_twice()
    {
        var id = await _frame.Published();
        await _frame.Join(id, "Wang", tail: "1234");
        Assert.Equal(new AlreadySignedUp("Wang"), await Refused(id, tail: "1234"));
        Assert.Null(await Refused(id, tail: "5678"));
    }

    [Fact]
    public async Task Asks_for_the_phone_when_the_name_alone_is_on_the_list()
    {
        var id = await _frame.Published();
        await _frame.Join(id, "Wang");
        Assert.Equal(new NameTaken("Wang"), await Refused(id));
    }

    [Fact]
    public async Task May_sign_up_again_after_cancelling()
    {
        var id = await _frame.Published();
        await _frame.Did<CancelMySignUp, Done>(new((await _frame.Join(id, "Wang")).Code));
        Assert.Null(await Refused(id));
    }

    [Fact]
    public async Task Refuses_after_the_start()
    {
        var id = await _frame.Published();
        _frame.Now = Some.Evening;
        Assert.IsType<EventStarted>(await Refused(id));
        Assert.Empty((await _frame.Did<ListOpenEvents, OpenEvents>(new())).Lines);
    }

    [Fact]
    public async Task Refuses_what_is_not_published() =>
        Assert.IsType<SignUpNotOpen>(await Refused(await _frame.Did<PlanEvent, Guid>(new(Some.Plan))));

    [Theory]
    [InlineData("", null, 1, "CalledName")]
    [InlineData("123456789012345678901", null, 1, "CalledName")]
    [InlineData("Wang", "12a4", 1, "PhoneTail")]
    [InlineData("Wang", "13812345678", 1, "PhoneTail")]
    [InlineData("Wang", null, 0, "Places")]
    public async Task Refuses_bad_input_at_its_field(string name, string? tail, int places, string field) =>
        Assert.Equal(field, Assert.Single(Assert.IsType<InvalidFields>(await Refused(Guid.NewGuid(), name, tail, places)).Errors.All).Field);

    [Fact]
    public async Task Never_gives_the_last_place_to_two_at_once()
    {
        var id = await _frame.Published(Some.Plan with { Capacity = 1, PlacesPerSignUp = 1 });
        var slow = await _frame.Run<SignUpForEvent, SignUpTicket>(new(id, "Li", null, 1), before: () => _frame.Join(id, "Wang"));
        Assert.False(slow.Ok);
        Assert.Equal(1, (await _frame.Book(id)).Booked);
    }

    [Fact]
    public async Task Finds_by_code_however_it_is_typed()
    {
        var code = (await _frame.Join(await _frame.Published(), "Wang")).Code;
        Assert.Equal(code, (await _frame.Did<FindMySignUp, MySignUp>(new(" " + code[..4].ToLowerInvariant() + "-" + code[4..]))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABC")]
    [InlineData("0000OOOO")]
    public async Task Refuses_what_is_no_code(string code) =>
        Assert.IsType<InvalidFields>(await _frame.Refusal<FindMySignUp, MySignUp>(new(code)));

    [Fact]
    public async Task Refuses_an_unknown_code() =>
        Assert.IsType<CodeUnknown>(await _frame.Refusal<CancelMySignUp, Done>(new("AAAA2222")));

    [Fact]
    public async Task Refuses_to_cancel_twice_or_after_the_start()
    {
        var id = await _frame.Published();
        var code = (await _frame.Join(id, "Wang")).Code;
        var other = (await _frame.Join(id, "Li")).Code;
        await _frame.Did<CancelMySignUp, Done>(new(code));
        Assert.IsType<AlreadyCancelled>(await _frame.Refusal<CancelMySignUp, Done>(new(code)));
        _frame.Now = Some.Evening.AddHours(1);
        Assert.IsType<EventStarted>(await _frame.Refusal<CancelMySignUp, Done>(new(other)));
    }

    [Fact]
    public async Task A_cancelled_event_still_answers_to_the_code()
    {
        var id = await _frame.Published();
        var code = (await _frame.Join(id, "Wang")).Code;
        await _frame.Did<CancelEvent, Done>(new(id, await _frame.Version(id)));
        Assert.Equal(EventState.Cancelled, (await _frame.Did<FindMySignUp, MySignUp>(new(code))).Event);
    }
}
