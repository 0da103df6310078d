using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>演出 · A gala of two paired sides (结对双方), each with guests that offer entries and each with one show.</summary>
[NotPersonal("A gala: title, post and limits.")]
internal sealed class Production
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Title { get; private set; } = "";
    public string ResponsibleRole { get; private set; } = "";
    public bool Outdoor { get; private set; }
    /// <summary>音响一般 · The sound system is an ordinary one.</summary>
    public bool OrdinarySound { get; private set; }
    public DateTime EntriesUntil { get; private set; }
    public GalaStep Step { get; private set; }
    public int SideMin { get; private set; }
    public int SideMax { get; private set; }
    public int ChosenMin { get; private set; }
    public int ChosenMax { get; private set; }
    public int MinutesMin { get; private set; }
    public int MinutesMax { get; private set; }
    public long Version { get; private set; }
    public List<Side> Sides { get; } = [];
    public List<Entry> Entries { get; } = [];
    public List<Juror> Jurors { get; } = [];
    public List<Rehearsal> Rehearsals { get; } = [];
    public List<Show> Shows { get; } = [];

    private Production() { }

    public static Production Planned(GalaPlan plan)
    {
        var production = new Production();
        production.Take(plan);
        production.Sides.Add(new Side(production.Id, plan.FirstSide.Trim(), pairing: true, 0));
        production.Sides.Add(new Side(production.Id, plan.SecondSide.Trim(), pairing: true, 1));
        return production;
    }

    public GalaLimits Limits => new(SideMin, SideMax, ChosenMin, ChosenMax, MinutesMin, MinutesMax);

    /// <summary>The chosen entries in their order.</summary>
    public IReadOnlyList<Entry> Chosen => [.. Entries.Where(entry => entry.Chosen).OrderBy(entry => entry.Position).ThenBy(entry => entry.Id)];

    public Refusal? Replan(GalaPlan plan)
    {
        if (Step == GalaStep.Over) return new GalaIsOver();
        Take(plan);
        foreach (var (side, name) in Sides.Where(side => side.Pairing).OrderBy(side => side.Position).Zip([plan.FirstSide, plan.SecondSide]))
            side.Rename(name.Trim());
        return null;
    }

    public Refusal? AddSide(string name)
    {
        if (Step > GalaStep.Entries) return new EntriesClosed();
        if (Sides.Exists(side => side.Name == name.Trim())) return new SideTwice(name.Trim());
        Sides.Add(new Side(Id, name.Trim(), pairing: false, Sides.Count));
        Version++;
        return null;
    }

    public Refusal? Enter(OfferedEntry offered, DateTime now, out Entry? entry)
    {
        entry = null;
        if (Step > GalaStep.Entries) return new EntriesClosed();
        if (now > EntriesUntil) return new DeadlinePassed(EntriesUntil);
        if (!Sides.Exists(side => side.Id == offered.Side)) return new NotFound();
        if (Entries.Count(other => other.SideId == offered.Side) >= SideMax) return new SideFull(SideMax);
        if (Entries.Exists(other => other.Title == offered.Title.Trim() && other.Team == offered.Team.Trim())) return new EntryTwice();
        entry = new Entry(Id, offered);
        Entries.Add(entry);
        if (Step == GalaStep.Preparing) Step = GalaStep.Entries;
        Version++;
        return null;
    }

    public Refusal? Withdraw(Entry entry)
    {
        if (Step > GalaStep.Ordering) return new OrderIsFixed();
        Entries.Remove(entry);
        foreach (var rehearsal in Rehearsals) rehearsal.Drop(entry.Id);
        Version++;
        return null;
    }

    public Refusal? Choose(Entry entry, bool chosen)
    {
        if (Step > GalaStep.Ordering) return new OrderIsFixed();
        if (chosen && !entry.Chosen && Chosen.Count >= ChosenMax) return new EnoughChosen(ChosenMax);
        entry.Choose(chosen, Chosen.Count == 0 ? 0 : Chosen.Max(other => other.Position) + 1);
        Version++;
        return null;
    }

    /// <summary>Puts the chosen entries in a new order; the list must name each of them once.</summary>
    public Refusal? Reorder(IReadOnlyList<Guid> order)
    {
        if (Step > GalaStep.Ordering) return new OrderIsFixed();
        var chosen = Chosen;
        if (order.Count != chosen.Count || !order.ToHashSet().SetEquals(chosen.Select(entry => entry.Id))) return new Stale();
        for (var i = 0; i < order.Count; i++) chosen.First(entry => entry.Id == order[i]).Place(i);
        Version++;
        return null;
    }

    /// <summary>What speaks against the running order as it stands.</summary>
    public IReadOnlyList<OrderWarning> Warnings() => RunningOrder.Check(
        [.. Chosen.Select(entry => new Act(entry.Id, entry.Title, entry.Team, entry.Form, entry.Minutes))],
        RunningOrder.PerSide(Sides.OrderBy(side => side.Position).Select(side => (side.Name, side.Pairing, Entries.Count(entry => entry.SideId == side.Id)))),
        Limits, Outdoor, OrdinarySound);

    /// <summary>Goes one step on; a running order outside its limits does not pass.</summary>
    public Refusal? GoTo(GalaStep step)
    {
        if (Step == GalaStep.Over || step == GalaStep.Over) return new GalaIsOver();
        if (step > GalaStep.Ordering && Warnings().FirstOrDefault(warning => warning.Bars) is { } bar) return new OrderOutsideLimits(bar);
        if (step == GalaStep.Shows && Sides.Exists(side => side.Pairing && !Shows.Exists(show => show.SideId == side.Id))) return new ShowMissing();
        Step = step;
        Version++;
        return null;
    }

    /// <summary>Ends the gala when both shows are counted.</summary>
    public Refusal? Finish()
    {
        if (Step != GalaStep.Shows) return new ShowMissing();
        if (Shows.Exists(show => show.Audience is null)) return new AudienceMissing();
        Step = GalaStep.Over;
        Version++;
        return null;
    }

    /// <summary>Notes that another act on the gala took place.</summary>
    public void Touch() => Version++;

    private void Take(GalaPlan plan)
    {
        (Title, ResponsibleRole, Outdoor, OrdinarySound) = (plan.Title.Trim(), plan.ResponsibleRole.Trim(), plan.Outdoor, plan.OrdinarySound);
        EntriesUntil = plan.EntriesUntil;
        (SideMin, SideMax, ChosenMin) = (plan.Limits.SideMin, plan.Limits.SideMax, plan.Limits.ChosenMin);
        (ChosenMax, MinutesMin, MinutesMax) = (plan.Limits.ChosenMax, plan.Limits.MinutesMin, plan.Limits.MinutesMax);
        Version++;
    }
}
