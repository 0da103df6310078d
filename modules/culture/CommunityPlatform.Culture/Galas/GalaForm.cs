using CommunityPlatform.Culture.Domain;

namespace CommunityPlatform.Culture.Galas;

/// <summary>What the form of a gala holds while somebody types.</summary>
public sealed class GalaForm
{
    public string Title { get; set; } = "";
    public string ResponsibleRole { get; set; } = "";
    public bool Outdoor { get; set; }
    public bool OrdinarySound { get; set; }
    /// <summary>Beijing time.</summary>
    public DateTime? EntriesUntil { get; set; }
    public string FirstSide { get; set; } = "";
    public string SecondSide { get; set; } = "";
    public int SideMin { get; set; } = GalaLimits.Default.SideMin;
    public int SideMax { get; set; } = GalaLimits.Default.SideMax;
    public int ChosenMin { get; set; } = GalaLimits.Default.ChosenMin;
    public int ChosenMax { get; set; } = GalaLimits.Default.ChosenMax;
    public int MinutesMin { get; set; } = GalaLimits.Default.MinutesMin;
    public int MinutesMax { get; set; } = GalaLimits.Default.MinutesMax;

    /// <summary>The form of a plan.</summary>
    public static GalaForm Of(GalaPlan plan) => new()
    {
        Title = plan.Title, ResponsibleRole = plan.ResponsibleRole, Outdoor = plan.Outdoor, OrdinarySound = plan.OrdinarySound,
        EntriesUntil = ChinaTime.Local(plan.EntriesUntil), FirstSide = plan.FirstSide, SecondSide = plan.SecondSide,
        SideMin = plan.Limits.SideMin, SideMax = plan.Limits.SideMax, ChosenMin = plan.Limits.ChosenMin,
        ChosenMax = plan.Limits.ChosenMax, MinutesMin = plan.Limits.MinutesMin, MinutesMax = plan.Limits.MinutesMax,
    };

    /// <summary>The plan as typed.</summary>
    public GalaPlan Plan() => new()
    {
        Title = Title, ResponsibleRole = ResponsibleRole, Outdoor = Outdoor, OrdinarySound = OrdinarySound,
        EntriesUntil = EntriesUntil is { } until ? ChinaTime.Utc(until) : default, FirstSide = FirstSide, SecondSide = SecondSide,
        Limits = new(SideMin, SideMax, ChosenMin, ChosenMax, MinutesMin, MinutesMax),
    };
}
