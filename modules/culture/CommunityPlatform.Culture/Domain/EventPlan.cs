using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>活动方案 · What is planned; the form, the use cases and the event share it.</summary>
public sealed record EventPlan
{
    /// <summary>The largest amount of one event: a million yuan.</summary>
    public const long MostFen = 100_000_000;

    public string Title { get; init; } = "";
    public EventLevel Level { get; init; }
    public Festival Festival { get; init; }
    public NeedServed Need { get; init; }
    public Audience Audience { get; init; }
    public string Venue { get; init; } = "";
    public bool Outdoor { get; init; }
    /// <summary>UTC.</summary>
    public DateTime Start { get; init; }
    /// <summary>UTC.</summary>
    public DateTime End { get; init; }
    /// <summary>Places in all; 0 leaves them open.</summary>
    public int Capacity { get; init; }
    public int PlacesPerSignUp { get; init; } = 2;
    /// <summary>Fen.</summary>
    public long Raised { get; init; }
    /// <summary>The role that answers for the event, not a person's name.</summary>
    public string ResponsibleRole { get; init; } = "";
    public IReadOnlyList<string> Units { get; init; } = [];
    public IReadOnlyList<PlannedPart> Parts { get; init; } = [];

    /// <summary>The errors of shape.</summary>
    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Title), Title, 60);
        errors.Text(nameof(Venue), Venue, 60);
        errors.Text(nameof(ResponsibleRole), ResponsibleRole, 40);
        if (Start == default) errors.Add(nameof(Start), "Field.Required");
        else if (End <= Start) errors.Add(nameof(End), "Field.EndBeforeStart");
        else if (End - Start > TimeSpan.FromDays(31)) errors.Add(nameof(End), "Field.MoreThanAMonth");
        errors.Range(nameof(Capacity), Capacity, 0, 5000);
        errors.Range(nameof(PlacesPerSignUp), PlacesPerSignUp, 1, 10);
        errors.Range(nameof(Raised), Raised, 0, MostFen);
        if (Units.Count > 30) errors.Add(nameof(Units), "Field.TooMany", 30);
        foreach (var unit in Units) errors.Text(nameof(Units), unit, 40);
        if (Parts.Count > 20) errors.Add(nameof(Parts), "Field.TooMany", 20);
        foreach (var part in Parts) errors.Text(nameof(Parts), part.Title, 40);
    }
}

/// <summary>部分 · One planned part of an event.</summary>
public sealed record PlannedPart(PartKind Kind, string Title);
