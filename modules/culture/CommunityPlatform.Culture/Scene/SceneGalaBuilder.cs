using System.Globalization;
using CommunityPlatform.Culture.Domain;

namespace CommunityPlatform.Culture.Scene;

/// <summary>Builds the scene's gala up to its running order, so that the board has something to put in order.</summary>
internal static class SceneGalaBuilder
{
    public static Production Build(SceneGala gala, SceneCulture culture)
    {
        var until = ChinaTime.StartOf(gala.Date.AddMonths(-1));
        var rules = gala.Rules;
        var production = Production.Planned(new()
        {
            Title = gala.Title, ResponsibleRole = SceneWords.Of("Scene.Role"), Outdoor = gala.Outdoor, OrdinarySound = gala.Sound == "ordinary",
            EntriesUntil = until, FirstSide = SceneWords.Of("Scene.Residents"), SecondSide = SceneWords.Of("Scene.Units"),
            Limits = rules is null ? GalaLimits.Default
                : new(rules.PerSideMin, rules.PerSideMax, rules.ChosenMin, rules.ChosenMax, rules.MinutesMin, rules.MinutesMax),
        });
        var names = culture.Teams.ToDictionary(team => team.Key, team => team.Name, StringComparer.Ordinal);
        foreach (var team in gala.Entries.Select(entry => entry.Team).Distinct(StringComparer.Ordinal))
            CultureSceneFiller.Must(production.AddSide(names.GetValueOrDefault(team, team)));
        var jurors = Enumerable.Range(1, 2).Select(n => new Juror(production.Id, string.Format(CultureInfo.InvariantCulture, SceneWords.Of("Scene.Juror"), n), null)).ToList();
        production.Jurors.AddRange(jurors);
        var order = new List<(int Order, Guid Id)>();
        foreach (var offered in gala.Entries)
        {
            var team = names.GetValueOrDefault(offered.Team, offered.Team);
            var side = production.Sides.First(one => one.Name == team).Id;
            CultureSceneFiller.Must(production.Enter(new(side, offered.Title, SceneWords.Named(offered.Form, EntryForm.Other), team, offered.Minutes), until.AddDays(-1), out var entry));
            if (offered.Score is { } score)
            {
                // Whole points of two jurors whose average is the scene's score.
                CultureSceneFiller.Must(entry!.Judge(jurors[0], (int)Math.Floor(score)));
                CultureSceneFiller.Must(entry.Judge(jurors[1], (int)Math.Ceiling(score)));
            }
            if (!offered.Chosen) continue;
            CultureSceneFiller.Must(production.Choose(entry!, true));
            order.Add((offered.Order, entry!.Id));
        }
        CultureSceneFiller.Must(production.Reorder([.. order.OrderBy(one => one.Order).Select(one => one.Id)]));
        CultureSceneFiller.Must(production.GoTo(GalaStep.Ordering));
        return production;
    }
}
