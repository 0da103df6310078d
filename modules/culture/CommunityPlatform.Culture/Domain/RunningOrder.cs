namespace CommunityPlatform.Culture.Domain;

/// <summary>节目单上的一项 · An act of the running order.</summary>
public sealed record Act(Guid Id, string Title, string Team, EntryForm Form, int Minutes);

/// <summary>提醒 · What speaks against a running order.</summary>
/// <param name="Key">The key of its words.</param>
/// <param name="Args">What fills them.</param>
/// <param name="Acts">The acts concerned.</param>
/// <param name="Bars">Whether the order cannot be fixed before it is mended.</param>
public sealed record OrderWarning(string Key, object?[] Args, IReadOnlyList<Guid> Acts, bool Bars)
{
    /// <summary>The key of its words in the resources.</summary>
    public string TextKey => "Warning." + Key;
}

/// <summary>排序 · Checks a running order: a pure function, so that the board warns while somebody drags.</summary>
public static class RunningOrder
{
    /// <summary>
    /// How many entries each side offered. 12–14 chosen entries cannot come from two sides with 1–2 each, so teams and guests join
    /// as sides of their own; a paired side that leaves the stage to them owes none itself.
    /// </summary>
    public static IReadOnlyList<(string Side, int Count)> PerSide(IEnumerable<(string Side, bool Pairing, int Count)> sides)
    {
        var all = sides.ToList();
        var guests = all.Exists(side => !side.Pairing);
        return [.. all.Where(side => !side.Pairing || !guests || side.Count > 0).Select(side => (side.Side, side.Count))];
    }

    /// <summary>All that speaks against the order.</summary>
    /// <param name="acts">The chosen acts in order.</param>
    /// <param name="entries">Each side's name and how many entries it offered.</param>
    /// <param name="limits">The gala's limits.</param>
    /// <param name="outdoor">Under the open sky.</param>
    /// <param name="ordinarySound">With an ordinary sound system.</param>
    public static IReadOnlyList<OrderWarning> Check(IReadOnlyList<Act> acts, IReadOnlyList<(string Side, int Count)> entries, GalaLimits limits, bool outdoor, bool ordinarySound)
    {
        var warnings = new List<OrderWarning>();
        void Warn(string key, bool bars, IReadOnlyList<Guid> about, params object?[] args) => warnings.Add(new(key, args, about, bars));

        var minutes = acts.Sum(act => act.Minutes);
        if (acts.Count < limits.ChosenMin) Warn("TooFew", true, [], acts.Count, limits.ChosenMin, limits.ChosenMin - acts.Count);
        if (acts.Count > limits.ChosenMax) Warn("TooMany", true, [], acts.Count, limits.ChosenMax, acts.Count - limits.ChosenMax);
        if (minutes < limits.MinutesMin) Warn("TooShort", true, [], minutes, limits.MinutesMin, limits.MinutesMin - minutes);
        if (minutes > limits.MinutesMax) Warn("TooLong", true, [], minutes, limits.MinutesMax, minutes - limits.MinutesMax);
        foreach (var (side, count) in entries)
        {
            if (count < limits.SideMin) Warn("SideTooFew", false, [], side, count, limits.SideMin);
            if (count > limits.SideMax) Warn("SideTooMany", false, [], side, count, limits.SideMax);
        }
        for (var i = 1; i < acts.Count; i++)
            if (string.Equals(acts[i - 1].Team, acts[i].Team, StringComparison.OrdinalIgnoreCase))
                Warn("BackToBack", false, [acts[i - 1].Id, acts[i].Id], acts[i].Team, acts[i - 1].Title, acts[i].Title);
        if (outdoor && ordinarySound)
            foreach (var act in acts.Where(act => act.Form == EntryForm.Sketch))
                Warn("SketchOutdoors", false, [act.Id], act.Title);
        return warnings;
    }
}
