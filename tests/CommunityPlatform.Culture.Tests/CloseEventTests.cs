using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Culture.Tests;

public sealed class CloseEventTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private async Task<Guid> Held(EventPlan? plan = null)
    {
        var id = await _frame.Published(plan);
        await _frame.Join(id, "Wang", 2, "1234");
        _frame.Now = Some.Evening.AddHours(4);
        return id;
    }

    private async Task<Refusal?> Close(Guid id) => await _frame.Refusal<CloseEvent, Done>(new(id, await _frame.Version(id)));

    [Fact]
    public async Task Refuses_to_close_without_headcount() => Assert.IsType<NoHeadcount>(await Close(await Held()));

    [Fact]
    public async Task Refuses_to_close_before_the_start() => Assert.IsType<NotYetStarted>(await Close(await _frame.Published()));

    [Fact]
    public async Task Tells_others_what_was_closed_without_a_name()
    {
        var id = await Held();
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 40));
        Assert.Null(await Close(id));
        Assert.Equal(new ActivityClosed(id, "event", new DateOnly(2026, 2, 28), 40), Assert.Single(_frame.Sent));
    }

    [Fact]
    public async Task Forgets_names_when_the_record_closes()
    {
        var id = await Held();
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 40));
        await Close(id);
        var line = Assert.Single((await _frame.Did<ListSignUps, SignUpList>(new(id))).Lines);
        Assert.Equal(("", null, 2), (line.CalledName, line.PhoneTail, line.Places));
    }

    [Fact]
    public async Task Deletes_the_sign_ups_of_a_singles_party()
    {
        var id = await Held(Some.Plan with { Audience = Audience.Singles });
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 12));
        Assert.Null(await Close(id));
        using var scope = _frame.Scope();
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<CultureDbContext>().SignUps.CountAsync());
        Assert.Equal(12, (await _frame.Book(id)).Headcount);
    }

    [Fact]
    public async Task Refuses_to_change_for_whom_once_somebody_signed_up()
    {
        var id = await _frame.Published(Some.Plan with { Audience = Audience.Singles });
        await _frame.Join(id, "Wang");
        Assert.IsType<AudienceIsFixed>(await _frame.Refusal<EditEvent, Done>(new(id, await _frame.Version(id), Some.Plan)));
    }

    [Fact]
    public async Task Signs_in_by_code_and_counts_the_list()
    {
        var id = await _frame.Published();
        var code = (await _frame.Join(id, "Wang", 2)).Code;
        Assert.IsType<NotYetStarted>(await _frame.Refusal<SignInByCode, SignedIn>(new(id, code)));
        _frame.Now = Some.Evening.AddMinutes(-30);
        Assert.Equal(new SignedIn("Wang", 2), await _frame.Did<SignInByCode, SignedIn>(new(id, code)));
        Assert.Equal(2, (await _frame.Book(id)).Came);
        Assert.Equal(new HeadcountBelowList(2), await _frame.Refusal<CountHeads, Done>(new(id, await _frame.Version(id), 1)));
    }

    [Fact]
    public async Task Refuses_to_sign_in_from_the_waiting_list()
    {
        var id = await _frame.Published(Some.Plan with { Capacity = 1, PlacesPerSignUp = 1 });
        await _frame.Join(id, "Wang");
        var code = (await _frame.Join(id, "Li")).Code;
        _frame.Now = Some.Evening;
        Assert.IsType<NoPlace>(await _frame.Refusal<SignInByCode, SignedIn>(new(id, code)));
    }

    [Fact]
    public async Task Refuses_to_spend_beyond_the_budget_without_approval()
    {
        var id = await Held();
        Assert.Equal(new OverBudget(150_000, 150_001), await _frame.Refusal<RecordSpending, Done>(new(id, await _frame.Version(id), 150_001)));
        await _frame.Did<ApproveSpending, Done>(new(id, await _frame.Version(id), 200_000));
        Assert.Null(await _frame.Refusal<RecordSpending, Done>(new(id, await _frame.Version(id), 150_001)));
        Assert.IsType<LimitBelowSpent>(await _frame.Refusal<ApproveSpending, Done>(new(id, await _frame.Version(id), 1)));
    }

    [Fact]
    public async Task Refuses_to_raise_a_published_budget_by_an_edit()
    {
        var id = await _frame.Published();
        Assert.Equal(new BudgetIsApproved(150_000), await _frame.Refusal<EditEvent, Done>(new(id, await _frame.Version(id), Some.Plan with { Raised = 150_001 })));
    }

    [Fact]
    public async Task A_closed_record_stays_as_it_is()
    {
        var id = await Held();
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 40));
        await Close(id);
        var version = await _frame.Version(id);
        Assert.IsType<EventIsOver>(await _frame.Refusal<EditEvent, Done>(new(id, version, Some.Plan)));
        Assert.IsType<EventIsOver>(await _frame.Refusal<SummariseEvent, Done>(new(id, version, "Late")));
        Assert.IsType<WrongState>(await _frame.Refusal<CancelEvent, Done>(new(id, version)));
        Assert.IsType<WrongState>(await Close(id));
    }

    [Fact]
    public async Task Refuses_to_publish_what_was_sent_back_and_changed()
    {
        var id = await _frame.Did<PlanEvent, Guid>(new(Some.Plan));
        await _frame.Did<SubmitEvent, Done>(new(id, await _frame.Version(id)));
        var seen = await _frame.Version(id);
        await _frame.Did<SendBackEvent, Done>(new(id, seen));
        Assert.IsType<Stale>(await _frame.Refusal<PublishEvent, Done>(new(id, seen)));
    }
}
