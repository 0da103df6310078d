using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>一方 · Who offers entries: one of the two paired sides, or a guest of theirs.</summary>
[NotPersonal("An organisation.")]
internal sealed class Side
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ProductionId { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>结对方 · One of the two that pair and host a show each.</summary>
    public bool Pairing { get; private set; }
    public int Position { get; private set; }

    private Side() { }

    public Side(Guid productionId, string name, bool pairing, int position) =>
        (ProductionId, Name, Pairing, Position) = (productionId, name, pairing, position);

    public void Rename(string name) => Name = name;
}

/// <summary>节目 · An entry of a side, performed by a team (not by named persons).</summary>
[NotPersonal("A piece of the programme and the team that plays it; no performers by name.")]
internal sealed class Entry
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ProductionId { get; private set; }
    public Guid SideId { get; private set; }
    public string Title { get; private set; } = "";
    public EntryForm Form { get; private set; }
    public string Team { get; private set; } = "";
    public int Minutes { get; private set; }
    public bool Chosen { get; private set; }
    public int Position { get; private set; }
    public long Version { get; private set; }
    public List<Score> Scores { get; } = [];

    private Entry() { }

    public Entry(Guid productionId, OfferedEntry offered)
    {
        (ProductionId, SideId) = (productionId, offered.Side);
        (Title, Form, Team, Minutes) = (offered.Title.Trim(), offered.Form, offered.Team.Trim(), offered.Minutes);
    }

    /// <summary>The average of the jurors' points, or null while nobody gave any.</summary>
    public double? Average => Scores.Count == 0 ? null : Scores.Average(score => score.Points);

    /// <summary>Notes a juror's points; nobody judges her own team.</summary>
    public Refusal? Judge(Juror juror, int points)
    {
        if (string.Equals(juror.Team, Team, StringComparison.OrdinalIgnoreCase)) return new OwnTeam(Team);
        if (Scores.Find(score => score.JurorId == juror.Id) is { } given) given.Give(points);
        else Scores.Add(new Score(Id, juror.Id, points));
        return null;
    }

    public void Choose(bool chosen, int position) => (Chosen, Position, Version) = (chosen, chosen ? position : 0, Version + 1);

    public void Place(int position) => (Position, Version) = (position, Version + 1);
}

/// <summary>评委 · A juror by role, with the team she belongs to, if any.</summary>
[NotPersonal("A juror by post, not by name.")]
internal sealed class Juror
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ProductionId { get; private set; }
    public string Role { get; private set; } = "";
    public string? Team { get; private set; }

    private Juror() { }

    public Juror(Guid productionId, string role, string? team) => (ProductionId, Role, Team) = (productionId, role, team);
}

/// <summary>评分 · One juror's points for one entry, 0 to 100.</summary>
internal sealed class Score
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid EntryId { get; private set; }
    public Guid JurorId { get; private set; }
    public int Points { get; private set; }

    private Score() { }

    public Score(Guid entryId, Guid jurorId, int points) => (EntryId, JurorId, Points) = (entryId, jurorId, points);

    public void Give(int points) => Points = points;
}

/// <summary>彩排 · A rehearsal of some entries.</summary>
[NotPersonal("Place and time of a rehearsal.")]
internal sealed class Rehearsal
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ProductionId { get; private set; }
    public DateTime Start { get; private set; }
    public string Place { get; private set; } = "";
    public List<Guid> EntryIds { get; private set; } = [];

    private Rehearsal() { }

    public Rehearsal(Guid productionId, DateTime start, string place, IEnumerable<Guid> entries) =>
        (ProductionId, Start, Place, EntryIds) = (productionId, start, place, [.. entries]);

    public void Drop(Guid entry) => EntryIds = [.. EntryIds.Where(id => id != entry)];
}

/// <summary>场次 · The show of one paired side (R-007: one each).</summary>
[NotPersonal("Place and time of a show.")]
internal sealed class Show
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ProductionId { get; private set; }
    public Guid SideId { get; private set; }
    public DateTime Start { get; private set; }
    public string Place { get; private set; } = "";
    public int? Audience { get; private set; }
    public long Version { get; private set; }

    private Show() { }

    public Show(Guid productionId, Guid sideId, DateTime start, string place) =>
        (ProductionId, SideId, Start, Place) = (productionId, sideId, start, place);

    public void Move(DateTime start, string place) => (Start, Place, Version) = (start, place, Version + 1);

    public void Count(int audience) => (Audience, Version) = (audience, Version + 1);
}
