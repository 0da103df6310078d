using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>活动 · One culture event, from the plan to the closed record.</summary>
[NotPersonal("An event of the community: titles, places and money; who takes part stands in SignUp.")]
internal sealed partial class Event
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Title { get; private set; } = "";
    public EventLevel Level { get; private set; }
    public Festival Festival { get; private set; }
    public NeedServed Need { get; private set; }
    public Audience Audience { get; private set; }
    public string Venue { get; private set; } = "";
    public bool Outdoor { get; private set; }
    public DateTime Start { get; private set; }
    public DateTime End { get; private set; }
    public int Capacity { get; private set; }
    public int PlacesPerSignUp { get; private set; } = 1;
    /// <summary>Fen at hand.</summary>
    public long Raised { get; private set; }
    /// <summary>Fen spent.</summary>
    public long Spent { get; private set; }
    /// <summary>Fen that an approver allowed in all, beyond what was raised; 0 for none.</summary>
    public long ApprovedLimit { get; private set; }
    public string ResponsibleRole { get; private set; } = "";
    public List<string> Units { get; private set; } = [];
    public EventState State { get; private set; }
    public int? Headcount { get; private set; }
    public string Summary { get; private set; } = "";
    /// <summary>Grows with every edit by staff; the token of the form.</summary>
    public long Version { get; private set; }
    /// <summary>Grows with every sign-up, so that two never take the same place.</summary>
    public long Bookings { get; private set; }
    public List<EventPart> Parts { get; } = [];
    public List<SignUp> SignUps { get; } = [];
    public List<Picture> Pictures { get; } = [];

    private Event() { }

    /// <summary>Plans an event; it is a draft.</summary>
    public static Event Planned(EventPlan plan)
    {
        var planned = new Event();
        planned.Take(plan);
        return planned;
    }

    /// <summary>What may be spent in all.</summary>
    public long Limit => Math.Max(Raised, ApprovedLimit);

    /// <summary>Changes the plan while the event lies ahead or is being written up.</summary>
    public Refusal? Replan(EventPlan plan)
    {
        if (State is EventState.Closed or EventState.Cancelled) return new EventIsOver();
        if (plan.Capacity > 0 && plan.Capacity < Booked) return new CapacityBelowBooked(Booked);
        // Who must guard a child's name or a single's data is settled before anybody signs up.
        if (plan.Audience != Audience && SignUps.Count > 0) return new AudienceIsFixed();
        // Approved is what the approver saw; more money than that is hers to allow.
        if ((State is EventState.Published or EventState.Held) && plan.Raised > Limit) return new BudgetIsApproved(Limit);
        Take(plan);
        MoveUp();
        return null;
    }

    /// <summary>Hands the plan in for approval.</summary>
    public Refusal? Submit() => Step(EventState.Draft, EventState.Submitted);

    /// <summary>Hands the plan back to the planner.</summary>
    public Refusal? SendBack() => Step(EventState.Submitted, EventState.Draft);

    /// <summary>Approves plan and budget and opens the sign-up.</summary>
    public Refusal? Publish() => State is EventState.Draft or EventState.Submitted
        ? Step(State, EventState.Published) : new WrongState(State);

    /// <summary>Calls the event off. Names are not needed any more; the codes still tell people.</summary>
    public Refusal? Cancel()
    {
        if (State is EventState.Held or EventState.Closed or EventState.Cancelled) return new WrongState(State);
        State = EventState.Cancelled;
        Version++;
        ForgetNames();
        return null;
    }

    /// <summary>Records money spent in all.</summary>
    public Refusal? Spend(long fen)
    {
        if (State is EventState.Closed or EventState.Cancelled) return new EventIsOver();
        if (fen > Limit) return new OverBudget(Limit, fen);
        Spent = fen;
        Version++;
        return null;
    }

    /// <summary>Allows spending up to a sum beyond the budget.</summary>
    public Refusal? AllowUpTo(long fen)
    {
        if (State is EventState.Closed or EventState.Cancelled) return new EventIsOver();
        if (fen < Spent) return new LimitBelowSpent(Spent);
        ApprovedLimit = fen;
        Version++;
        return null;
    }

    /// <summary>Writes the summary.</summary>
    public Refusal? Summarise(string text)
    {
        if (State is EventState.Closed or EventState.Cancelled) return new EventIsOver();
        Summary = text.Trim();
        Version++;
        return null;
    }

    /// <summary>Closes the record; people's names leave it, singles' sign-ups wholly .</summary>
    public Refusal? Close(DateTime now)
    {
        if (State is not (EventState.Published or EventState.Held)) return new WrongState(State);
        if (now < Start) return new NotYetStarted(Start);
        if (Headcount is null) return new NoHeadcount();
        State = EventState.Closed;
        Version++;
        ForgetNames();
        return null;
    }

    private Refusal? Step(EventState from, EventState to)
    {
        if (State != from) return new WrongState(State);
        State = to;
        Version++;
        return null;
    }

    private void Take(EventPlan plan)
    {
        (Title, Level, Festival, Need, Audience) = (plan.Title.Trim(), plan.Level, plan.Festival, plan.Need, plan.Audience);
        (Venue, Outdoor, Start, End) = (plan.Venue.Trim(), plan.Outdoor, plan.Start, plan.End);
        (Capacity, PlacesPerSignUp, Raised) = (plan.Capacity, plan.PlacesPerSignUp, plan.Raised);
        ResponsibleRole = plan.ResponsibleRole.Trim();
        Units = [.. plan.Units.Select(unit => unit.Trim())];
        Parts.Clear();
        Parts.AddRange(plan.Parts.Select((part, index) => new EventPart(Id, part.Kind, part.Title.Trim(), index)));
        Version++;
    }
}
