namespace CommunityPlatform.Culture.Scene;

internal sealed record SceneCulture
{
    public IReadOnlyList<SceneVenue> Venues { get; init; } = [];
    public IReadOnlyList<SceneTeam> Teams { get; init; } = [];
    public IReadOnlyList<ScenePastEvent> Events { get; init; } = [];
    public IReadOnlyList<SceneComingEvent> Upcoming { get; init; } = [];
    public SceneGala? Gala { get; init; }
}

internal sealed record SceneVenue(string Key, string Name, bool Outdoor);

internal sealed record SceneTeam(string Key, string Name, string Side);

internal sealed record ScenePart(string Title, string? Kind);

internal sealed record ScenePastEvent
{
    public string Title { get; init; } = "";
    public DateOnly Date { get; init; }
    public string? Festival { get; init; }
    public string? Level { get; init; }
    public string Venue { get; init; } = "";
    public int? Headcount { get; init; }
    public long BudgetFen { get; init; }
    public long SpentFen { get; init; }
    public IReadOnlyList<ScenePart> Parts { get; init; } = [];
}

internal sealed record SceneComingEvent
{
    public string Title { get; init; } = "";
    public int InDays { get; init; }
    public TimeOnly StartsAt { get; init; }
    public int Minutes { get; init; } = 90;
    public string Venue { get; init; } = "";
    public int Capacity { get; init; }
    public int SignUps { get; init; }
}

internal sealed record SceneGala
{
    public string Title { get; init; } = "";
    public DateOnly Date { get; init; }
    public bool Outdoor { get; init; }
    public string? Sound { get; init; }
    public SceneRules? Rules { get; init; }
    public IReadOnlyList<SceneEntry> Entries { get; init; } = [];
}

internal sealed record SceneRules(int ChosenMin, int ChosenMax, int MinutesMin, int MinutesMax, int PerSideMin, int PerSideMax);

internal sealed record SceneEntry
{
    public string Title { get; init; } = "";
    public string? Form { get; init; }
    public string Team { get; init; } = "";
    public int Minutes { get; init; }
    public double? Score { get; init; }
    public bool Chosen { get; init; }
    public int Order { get; init; }
}
