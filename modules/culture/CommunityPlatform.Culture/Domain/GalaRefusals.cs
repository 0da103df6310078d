using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>The gala is over.</summary>
public sealed record GalaIsOver : Refusal;

/// <summary>Entries are no longer taken.</summary>
public sealed record EntriesClosed : Refusal;

/// <summary>The side already takes part.</summary>
public sealed record SideTwice(string Side) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Side];
}

/// <summary>The entry came after the deadline.</summary>
public sealed record DeadlinePassed(DateTime Until) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [ChinaTime.Local(Until)];
}

/// <summary>The side has offered all it may.</summary>
public sealed record SideFull(int Most) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Most];
    /// <inheritdoc/>
    public override string Field => nameof(OfferedEntry.Side);
}

/// <summary>The same entry of the same team is on the list.</summary>
public sealed record EntryTwice : Refusal
{
    /// <inheritdoc/>
    public override string Field => nameof(OfferedEntry.Title);
}

/// <summary>The running order is fixed.</summary>
public sealed record OrderIsFixed : Refusal;

/// <summary>As many as may be are chosen.</summary>
public sealed record EnoughChosen(int Most) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Most];
}

/// <summary>The running order lies outside the limits.</summary>
public sealed record OrderOutsideLimits(OrderWarning Bar) : Refusal
{
    /// <inheritdoc/>
    public override string TextKey => Bar.TextKey;
    /// <inheritdoc/>
    public override object?[] Args => Bar.Args;
}

/// <summary>A paired side has no show yet.</summary>
public sealed record ShowMissing : Refusal;

/// <summary>A show's audience is not counted.</summary>
public sealed record AudienceMissing : Refusal;

/// <summary>A juror does not judge her own team.</summary>
public sealed record OwnTeam(string Team) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Team];
}
