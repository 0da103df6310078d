using CommunityPlatform.Culture.Domain;

namespace CommunityPlatform.Culture.Events;

/// <summary>What the form holds while somebody types; the plan is made of it.</summary>
public sealed class EventForm
{
    public string Title { get; set; } = "";
    public EventLevel Level { get; set; }
    public Festival Festival { get; set; }
    public NeedServed Need { get; set; }
    public Audience Audience { get; set; }
    public string Venue { get; set; } = "";
    public bool Outdoor { get; set; }
    /// <summary>Beijing time.</summary>
    public DateTime? Start { get; set; }
    /// <summary>Beijing time.</summary>
    public DateTime? End { get; set; }
    public int Capacity { get; set; }
    public int PlacesPerSignUp { get; set; } = 2;
    public decimal RaisedYuan { get; set; }
    public string ResponsibleRole { get; set; } = "";
    /// <summary>One unit a line.</summary>
    public string Units { get; set; } = "";
    public List<PartForm> Parts { get; } = [];

    /// <summary>The form of a plan.</summary>
    public static EventForm Of(EventPlan plan)
    {
        var form = new EventForm
        {
            Title = plan.Title, Level = plan.Level, Festival = plan.Festival, Need = plan.Need, Audience = plan.Audience, Venue = plan.Venue, Outdoor = plan.Outdoor,
            Start = ChinaTime.Local(plan.Start), End = ChinaTime.Local(plan.End), Capacity = plan.Capacity, PlacesPerSignUp = plan.PlacesPerSignUp,
            RaisedYuan = Money.Yuan(plan.Raised), ResponsibleRole = plan.ResponsibleRole, Units = string.Join('\n', plan.Units),
        };
        form.Parts.AddRange(plan.Parts.Select(part => new PartForm { Kind = part.Kind, Title = part.Title }));
        return form;
    }

    /// <summary>The plan as typed.</summary>
    public EventPlan Plan() => new()
    {
        Title = Title, Level = Level, Festival = Festival, Need = Need, Audience = Audience, Venue = Venue, Outdoor = Outdoor,
        Start = Start is { } start ? ChinaTime.Utc(start) : default, End = End is { } end ? ChinaTime.Utc(end) : default,
        Capacity = Capacity, PlacesPerSignUp = PlacesPerSignUp, Raised = Money.Fen(RaisedYuan), ResponsibleRole = ResponsibleRole,
        Units = Units.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Parts = [.. Parts.Where(part => part.Title.Trim().Length > 0).Select(part => new PlannedPart(part.Kind, part.Title))],
    };
}

/// <summary>A part while somebody types.</summary>
public sealed class PartForm
{
    public PartKind Kind { get; set; }
    public string Title { get; set; } = "";
}
