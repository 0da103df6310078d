using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Galas;
using CommunityPlatform.Culture.Overview;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Radzen;

namespace CommunityPlatform.Culture.Tests;

/// <summary>Renders every page once with rows and once without.</summary>
public sealed class PageTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Theory]
    [InlineData(typeof(OverviewPage), "culture/events/new")]
    [InlineData(typeof(BrowseEventsPage), "cp-filter")]
    [InlineData(typeof(NewEventPage), "ev-title")]
    [InlineData(typeof(BrowseGalasPage), "cp-empty")]
    [InlineData(typeof(SignUpListPage), "cp-kq")]
    [InlineData(typeof(MySignUpPage), "cp-kkey")]
    [InlineData(typeof(NextEventsCard), "cp-card")]
    [InlineData(typeof(ProgrammePanel), "cp-call-panel")]
    public async Task Renders_without_rows(Type page, string holds) => Assert.Contains(holds, await Html(page), StringComparison.Ordinal);

    [Fact]
    public async Task Workbook_shows_the_plan_and_its_next_step()
    {
        var html = await Html(typeof(EventWorkbookPage), ("Id", await _frame.Published()));
        Assert.Contains("Lantern fair", html, StringComparison.Ordinal);
        Assert.Contains("tab-Attendance", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workbook_says_when_there_is_no_such_event() =>
        Assert.Contains("cp-empty", await Html(typeof(EventWorkbookPage), ("Id", Guid.NewGuid())), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(Culture.Pictures.PicturesTab))]
    [InlineData(typeof(SummaryTab))]
    [InlineData(typeof(AttendanceTab))]
    [InlineData(typeof(SignUpsTab))]
    public async Task Tabs_render(Type tab)
    {
        var id = await _frame.Published();
        await _frame.Join(id, "Wang");
        Assert.NotEmpty(await Html(tab, ("Book", await _frame.Book(id))));
    }

    [Fact]
    public async Task Kiosk_asks_how_many_first() =>
        Assert.Contains("cp-kchoices", await Html(typeof(SignUpPage), ("Id", await _frame.Published())), StringComparison.Ordinal);

    [Fact]
    public async Task Gala_board_and_its_steps_render()
    {
        var id = await _frame.Did<PlanGala, Guid>(new(Some.Gala));
        var side = (await _frame.Did<OpenGala, GalaBoard>(new(id))).Sides[0].Id;
        foreach (var title in new[] { "One", "Two" })
        {
            var entry = await _frame.Did<EnterGala, Guid>(new(id, new(side, title, Domain.EntryForm.Sketch, "Team", 5)));
            await _frame.Did<ChooseEntry, Done>(new(id, (await _frame.Did<OpenGala, GalaBoard>(new(id))).Version, entry, true));
        }
        await _frame.Did<NameJuror, Guid>(new(id, "Juror", "Team"));
        Assert.Contains("cp-steps", await Html(typeof(GalaPage), ("Id", id)), StringComparison.Ordinal);
        var board = await _frame.Did<OpenGala, GalaBoard>(new(id));
        BoardAct act = _ => Task.FromResult(true);
        BoardMake make = _ => Task.FromResult(true);
        var order = await Html(typeof(OrderStep), ("Board", board), ("May", true), ("Act", act));
        Assert.Contains("draggable=\"true\"", order, StringComparison.Ordinal);
        Assert.Contains("warned", order, StringComparison.Ordinal);
        foreach (var step in new[] { typeof(EntriesStep), typeof(JudgingStep), typeof(RehearsalStep) })
            Assert.NotEmpty(await Html(step, ("Board", board), ("May", true), ("Act", act), ("Make", make)));
        Assert.NotEmpty(await Html(typeof(ShowsStep), ("Board", board), ("May", true), ("Act", act)));
    }

    private async Task<string> Html(Type page, params (string Name, object Value)[] parameters)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddLocalization().AddRadzenComponents();
        services.AddSingleton<IUseCases>(new Road(_frame)).AddSingleton<NavigationManager, Here>().AddSingleton<IJSRuntime, NoScript>();
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters.ToDictionary(one => one.Name, one => (object?)one.Value)))).ToHtmlString());
    }

    private sealed class Road(Frame frame) : IUseCases
    {
        public async Task<Outcome<TResult>> Run<TResult>(IUseCase<TResult> ask, CancellationToken stop = default) =>
            await (Task<Outcome<TResult>>)typeof(Frame).GetMethod(nameof(Frame.Run))!.MakeGenericMethod(ask.GetType(), typeof(TResult)).Invoke(frame, [ask, null])!;

        public ValueTask<bool> May(string permission) => ValueTask.FromResult(true);
    }

    private sealed class Here : NavigationManager
    {
        public Here() => Initialize("http://localhost/c/jia/", "http://localhost/c/jia/culture");

        protected override void NavigateToCore(string uri, NavigationOptions options) { }
    }

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => default;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => default;
    }
}
