using System.Runtime.CompilerServices;
using System.Text.Json;
using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Galas;
using CommunityPlatform.Culture.Scene;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Culture.Tests;

public sealed class SceneTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task Fills_events_and_a_gala_that_keep_every_rule_and_does_so_once()
    {
        await Fill();
        await Fill();
        var events = await _frame.Did<BrowseEvents, EventPage>(new(Take: 50, Descending: false));
        Assert.Equal(13, events.Count);
        Assert.Equal(5, events.Rows.Count(row => row.State == EventState.Closed));
        Assert.Equal(620, events.Rows[0].Headcount);
        Assert.Equal(254, events.Rows.Sum(row => row.Booked));
        var first = await _frame.Book(events.Rows[0].Id);
        Assert.Equal((Festival.Lantern, PartKind.Opera), (first.Plan.Festival, first.Plan.Parts[0].Kind));
        var gala = Assert.Single((await _frame.Did<BrowseGalas, GalaList>(new())).Rows);
        Assert.Equal((GalaStep.Ordering, 18, 13), (gala.Step, gala.Entries, gala.Chosen));
        var board = await _frame.Did<OpenGala, GalaBoard>(new(gala.Id));
        Assert.Equal(93.5, board.Chosen[0].Average);
        Assert.DoesNotContain(board.Warnings(board.Chosen), warning => warning.Bars);
    }

    private async Task Fill([CallerFilePath] string here = "")
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, "Scenes/culture.json")));
        using var scope = _frame.Scope();
        var facts = new SceneFacts(new(2026, 2, 1), 7, new Dictionary<string, string>(), [], new Dictionary<string, Guid>());
        await ActivatorUtilities.CreateInstance<CultureSceneFiller>(scope.ServiceProvider).Fill(file.RootElement, facts, default);
        await scope.ServiceProvider.GetRequiredService<CultureDbContext>().SaveChangesAsync();
    }
}
