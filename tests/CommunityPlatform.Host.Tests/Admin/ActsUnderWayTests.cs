using CommunityPlatform.Host.Admin;

namespace CommunityPlatform.Host.Tests.Admin;

public sealed class ActsUnderWayTests
{
    private readonly ActsUnderWay _acts = new();

    [Fact]
    public void Tells_the_second_administrator_who_is_at_it()
    {
        using var first = _acts.Begin("culture", "jia", "王主任", out _);
        Assert.Null(_acts.Begin("culture", "jia", "李书记", out var other));
        Assert.Equal("王主任", other?.By);
    }

    [Fact]
    public void Lets_two_communities_switch_at_once()
    {
        using var first = _acts.Begin("culture", "jia", "王主任", out _);
        using var second = _acts.Begin("culture", "yi", "李书记", out _);
        Assert.NotNull(second);
    }

    [Fact]
    public void Keeps_everybody_from_a_package_that_is_being_replaced()
    {
        using (_acts.Begin("culture", null, "运维", out _)) Assert.Null(_acts.Begin("culture", "jia", "王主任", out _));
        using var after = _acts.Begin("culture", "jia", "王主任", out _);
        Assert.NotNull(after);
    }
}
