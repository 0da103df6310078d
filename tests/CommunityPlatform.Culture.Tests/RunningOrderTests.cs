using CommunityPlatform.Culture.Domain;

namespace CommunityPlatform.Culture.Tests;

public class RunningOrderTests
{
    private static Act Act(string team, int minutes = 5, EntryForm form = EntryForm.Song) => new(Guid.NewGuid(), "Act of " + team, team, form, minutes);

    private static List<Act> Acts(int count, int minutes) => [.. Enumerable.Range(0, count).Select(i => Act("Team " + i, minutes))];

    private static IEnumerable<string> Warnings(IReadOnlyList<Act> acts, bool outdoor = false, bool ordinary = false, params (string, int)[] sides) =>
        RunningOrder.Check(acts, sides, GalaLimits.Default, outdoor, ordinary).Select(warning => warning.Key);

    [Theory]
    [InlineData(12, 5)]
    [InlineData(14, 5)]
    [InlineData(13, 6)]
    public void Says_nothing_of_a_good_order(int count, int minutes) => Assert.Empty(Warnings(Acts(count, minutes)));

    [Theory]
    [InlineData(11, 6, "TooFew")]
    [InlineData(15, 5, "TooMany")]
    [InlineData(12, 4, "TooShort")]
    [InlineData(12, 7, "TooLong")]
    public void Warns_outside_the_limits(int count, int minutes, string key) => Assert.Equal([key], Warnings(Acts(count, minutes)));

    [Fact]
    public void Warns_of_one_team_twice_in_a_row()
    {
        var acts = Acts(10, 6);
        acts.InsertRange(3, [Act("Fans", 6), Act("fans", 6)]);
        var warning = Assert.Single(RunningOrder.Check(acts, [], GalaLimits.Default, false, false));
        Assert.Equal(("BackToBack", false), (warning.Key, warning.Bars));
        Assert.Equal([acts[3].Id, acts[4].Id], warning.Acts);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Warns_of_a_sketch_outdoors_with_ordinary_sound(bool outdoor, bool ordinary, bool warns)
    {
        var acts = Acts(11, 5);
        acts.Add(Act("Comedians", 5, EntryForm.Sketch));
        Assert.Equal(warns ? ["SketchOutdoors"] : [], Warnings(acts, outdoor, ordinary));
    }

    [Fact]
    public void Warns_of_a_side_with_too_few_or_too_many_entries() =>
        Assert.Equal(["SideTooFew", "SideTooMany"], Warnings(Acts(12, 5), sides: [("A", 0), ("B", 1), ("C", 2), ("D", 3)]));

    [Fact]
    public void Says_of_an_empty_order_what_is_missing() => Assert.Equal(["TooFew", "TooShort"], Warnings([]));
}
