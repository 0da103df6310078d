using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Overview;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Culture.Data;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Culture.Tests;

public sealed class OverviewTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private async Task<Overview.Overview> Seen() => await _frame.Did<ShowOverview, Overview.Overview>(new());

    [Fact]
    public async Task Proposes_an_event_for_a_festival_until_one_is_planned()
    {
        Assert.Contains((await Seen()).Gaps, gap => gap.Festival == Festival.Lantern);
        await _frame.Published(Some.Plan with { Festival = Festival.Lantern });
        Assert.DoesNotContain((await Seen()).Gaps, gap => gap.Festival == Festival.Lantern);
    }

    [Fact]
    public async Task Counts_community_events_of_the_year()
    {
        await _frame.Published();
        await _frame.Did<PlanEvent, Guid>(new(Some.Plan with { Venue = "Yard", Level = EventLevel.Courtyard }));
        await _frame.Did<PlanEvent, Guid>(new(Some.Plan with { Start = Some.Evening.AddYears(1), End = Some.Evening.AddYears(1).AddHours(1) }));
        Assert.Equal(new YearMeter(2026, 0, 1, 2, 4), (await Seen()).Year);
    }

    [Fact]
    public async Task Says_what_is_missing_until_the_record_is_closed()
    {
        var id = await _frame.Published();
        _frame.Now = Some.Evening.AddDays(1);
        Assert.Contains((await Seen()).Gaps, gap => gap.Kind == GapKind.NotCounted);
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 4));
        Assert.Contains((await Seen()).Gaps, gap => gap.Kind == GapKind.NoSummary);
        await _frame.Did<SummariseEvent, Done>(new(id, await _frame.Version(id), "Good."));
        Assert.Contains((await Seen()).Gaps, gap => gap.Kind == GapKind.NoPicture);
        await _frame.Did<CloseEvent, Done>(new(id, await _frame.Version(id)));
        Assert.DoesNotContain((await Seen()).Gaps, gap => gap.Event == id);
    }

    [Fact]
    public async Task Leaves_a_figure_of_under_five_persons_out()
    {
        var id = await _frame.Published();
        _frame.Now = Some.Evening.AddDays(1);
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 4));
        Assert.DoesNotContain("attendance", await Keys());
        await _frame.Did<CountHeads, Done>(new(id, await _frame.Version(id), 5));
        Assert.Contains("attendance", await Keys());
    }

    [Fact]
    public async Task Tile_says_how_many_and_whether_places_are_left()
    {
        using var scope = _frame.Scope();
        var tile = ActivatorUtilities.CreateInstance<SignUpTileLine>(scope.ServiceProvider);
        Assert.Null(await tile.Line(default));
        _frame.Now = Some.Evening.AddDays(-2);
        await _frame.Published();
        Assert.Contains("1", await tile.Line(default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programme_shows_what_takes_place_today()
    {
        await _frame.Published();
        Assert.Empty((await _frame.Did<ShowProgramme, Programme>(new())).Lines);
        _frame.Now = Some.Evening.AddHours(1);
        Assert.Single((await _frame.Did<ShowProgramme, Programme>(new())).Lines);
    }

    private async Task<IEnumerable<string>> Keys()
    {
        using var scope = _frame.Scope();
        var figures = await ActivatorUtilities.CreateInstance<CultureFigures>(scope.ServiceProvider).Figures(new(2026, 1, 1), new(2026, 12, 31), default);
        return figures.Select(figure => figure.Key);
    }
}
