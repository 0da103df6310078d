using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Opens the board of a gala.</summary>
public sealed record OpenGala(Guid Id) : IQuery<GalaBoard>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;
}

/// <summary>演出看板 · All that belongs to a gala.</summary>
public sealed record GalaBoard(
    Guid Id, long Version, GalaStep Step, GalaPlan Plan, IReadOnlyList<SideLine> Sides, IReadOnlyList<EntryLine> Entries,
    IReadOnlyList<JurorLine> Jurors, IReadOnlyList<RehearsalLine> Rehearsals, IReadOnlyList<ShowLine> Shows)
{
    /// <summary>The chosen entries in order.</summary>
    public IReadOnlyList<EntryLine> Chosen => [.. Entries.Where(entry => entry.Chosen).OrderBy(entry => entry.Position).ThenBy(entry => entry.Id)];

    /// <summary>What speaks against an order of the chosen entries.</summary>
    public IReadOnlyList<OrderWarning> Warnings(IEnumerable<EntryLine> order) => RunningOrder.Check(
        [.. order.Select(entry => new Act(entry.Id, entry.Title, entry.Team, entry.Form, entry.Minutes))],
        RunningOrder.PerSide(Sides.Select(side => (side.Name, side.Pairing, Entries.Count(entry => entry.SideId == side.Id)))), Plan.Limits, Plan.Outdoor, Plan.OrdinarySound);
}

/// <summary>One side.</summary>
public sealed record SideLine(Guid Id, string Name, bool Pairing);

/// <summary>One entry.</summary>
public sealed record EntryLine(Guid Id, Guid SideId, string Side, string Title, EntryForm Form, string Team, int Minutes, bool Chosen, int Position, double? Average, IReadOnlyDictionary<Guid, int> Points);

/// <summary>One juror.</summary>
public sealed record JurorLine(Guid Id, string Role, string? Team);

/// <summary>One rehearsal.</summary>
public sealed record RehearsalLine(Guid Id, DateTime Start, string Place, IReadOnlyList<string> Entries);

/// <summary>One show; its id is null while it is not set.</summary>
public sealed record ShowLine(Guid? Id, Guid SideId, string Side, DateTime? Start, string Place, int? Audience);

internal sealed class OpenGalaHandler(CultureDbContext db) : IHandler<OpenGala, GalaBoard>
{
    public async Task<Outcome<GalaBoard>> Handle(OpenGala ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Id, stop) is not { } found) return new NotFound();
        var sides = found.Sides.OrderBy(side => side.Position).ToList();
        var paired = sides.Where(side => side.Pairing).ToList();
        string Side(Guid id) => sides.First(side => side.Id == id).Name;
        string Title(Guid id) => found.Entries.First(entry => entry.Id == id).Title;
        return new GalaBoard(found.Id, found.Version, found.Step,
            new GalaPlan
            {
                Title = found.Title, ResponsibleRole = found.ResponsibleRole, Outdoor = found.Outdoor, OrdinarySound = found.OrdinarySound,
                EntriesUntil = found.EntriesUntil, FirstSide = paired[0].Name, SecondSide = paired[1].Name, Limits = found.Limits,
            },
            [.. sides.Select(side => new SideLine(side.Id, side.Name, side.Pairing))],
            [.. found.Entries.OrderBy(entry => entry.Id).Select(entry => new EntryLine(entry.Id, entry.SideId, Side(entry.SideId), entry.Title, entry.Form,
                entry.Team, entry.Minutes, entry.Chosen, entry.Position, entry.Average, entry.Scores.ToDictionary(score => score.JurorId, score => score.Points)))],
            [.. found.Jurors.OrderBy(juror => juror.Role, StringComparer.Ordinal).ThenBy(juror => juror.Id).Select(juror => new JurorLine(juror.Id, juror.Role, juror.Team))],
            [.. found.Rehearsals.OrderBy(one => one.Start).Select(one => new RehearsalLine(one.Id, one.Start, one.Place, [.. one.EntryIds.Select(Title)]))],
            [.. paired.Select(side => found.Shows.Find(show => show.SideId == side.Id) is { } show
                ? new ShowLine(show.Id, side.Id, side.Name, show.Start, show.Place, show.Audience)
                : new ShowLine(null, side.Id, side.Name, null, "", null))]);
    }
}
