using System.Globalization;
using System.Text.Json;
using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Scene;

/// <summary>演示数据 · Past and coming events and a gala at its running order. The same acts as on the pages make the rows.</summary>
internal sealed class CultureSceneFiller(CultureDbContext db) : ISceneFiller
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public async Task Fill(JsonElement section, SceneFacts scene, CancellationToken stop)
    {
        if (await db.Events.AnyAsync(stop)) return;
        var culture = section.Deserialize<SceneCulture>(Options) ?? new();
        foreach (var past in culture.Events) db.Events.Add(Past(past, culture));
        foreach (var coming in culture.Upcoming) db.Events.Add(Coming(coming, culture, scene));
        if (culture.Gala is { } gala) db.Productions.Add(SceneGalaBuilder.Build(gala, culture));
    }

    private static Event Past(ScenePastEvent past, SceneCulture culture)
    {
        var start = ChinaTime.Utc(past.Date.ToDateTime(new TimeOnly(9, 0)));
        var (venue, outdoor) = Venue(culture, past.Venue);
        var made = Event.Planned(new()
        {
            Title = past.Title, Venue = venue, Outdoor = outdoor, Start = start, End = start.AddHours(2.5), Raised = past.BudgetFen,
            Level = Enum.TryParse<EventLevel>(past.Level, ignoreCase: true, out var level) ? level : EventLevel.Community,
            Festival = SceneWords.Named<Festival>(past.Festival), ResponsibleRole = SceneWords.Of("Scene.Role"),
            Parts = [.. past.Parts.Select(part => new PlannedPart(SceneWords.Named(part.Kind, PartKind.Other), part.Title))],
        });
        Must(made.Publish());
        if (past.Headcount is { } headcount)
        {
            Must(made.Count(headcount, made.End));
            Must(made.Summarise(string.Format(CultureInfo.InvariantCulture, SceneWords.Of("Scene.Summary"), headcount)));
        }
        if (past.SpentFen > 0) Must(made.Spend(past.SpentFen));
        if (past.Headcount is not null) Must(made.Close(made.End));
        return made;
    }

    private static Event Coming(SceneComingEvent coming, SceneCulture culture, SceneFacts scene)
    {
        var start = ChinaTime.Utc(scene.Today.AddDays(coming.InDays).ToDateTime(coming.StartsAt));
        var (venue, outdoor) = Venue(culture, coming.Venue);
        var made = Event.Planned(new()
        {
            Title = coming.Title, Venue = venue, Outdoor = outdoor, Start = start, End = start.AddMinutes(coming.Minutes), Capacity = coming.Capacity,
            Audience = coming.Title.Contains(SceneWords.Of("Scene.GuardianMark"), StringComparison.Ordinal) ? Audience.Children : Audience.Everybody,
            ResponsibleRole = SceneWords.Of("Scene.Role"),
        });
        Must(made.Publish());
        var surnames = SceneWords.Of("Kiosk.Surnames").Split(' ');
        var titles = SceneWords.Of("Kiosk.Titles").Split(' ');
        var chance = new Random(unchecked((int)scene.Seed ^ coming.InDays));
        for (var i = 0; i < coming.SignUps; i++)
        {
            var called = surnames[chance.Next(surnames.Length)] + titles[chance.Next(titles.Length)];
            Must(made.SignUp(called, i.ToString("D4", CultureInfo.InvariantCulture), 1, ChinaTime.StartOf(scene.Today).AddMinutes(i), out _));
        }
        return made;
    }

    private static (string Name, bool Outdoor) Venue(SceneCulture culture, string key) =>
        culture.Venues.FirstOrDefault(venue => venue.Key == key) is { } venue ? (venue.Name, venue.Outdoor) : (key, false);

    internal static void Must(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidDataException($"The scene breaks a rule of the culture module: {refusal}");
    }
}
