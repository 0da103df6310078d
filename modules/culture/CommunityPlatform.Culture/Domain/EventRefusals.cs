using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>The event is closed or cancelled.</summary>
public sealed record EventIsOver : Refusal;

/// <summary>The step does not follow from the state.</summary>
public sealed record WrongState(EventState State) : Refusal
{
    /// <inheritdoc/>
    public override string TextKey => $"Refusal.WrongState.{State}";
}

/// <summary>More places are taken than the new capacity holds.</summary>
public sealed record CapacityBelowBooked(int Booked) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Booked];
    /// <inheritdoc/>
    public override string Field => nameof(EventPlan.Capacity);
}

/// <summary>Somebody has signed up under the other rule.</summary>
public sealed record AudienceIsFixed : Refusal
{
    /// <inheritdoc/>
    public override string Field => nameof(EventPlan.Audience);
}

/// <summary>The venue is taken at that time.</summary>
public sealed record VenueTaken(string By, string When) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [By, When];
    /// <inheritdoc/>
    public override string Field => nameof(EventPlan.Venue);
}

/// <summary>More would be spent than is at hand or approved.</summary>
public sealed record OverBudget(long Limit, long Asked) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Money.Shown(Limit), Money.Shown(Asked), Money.Shown(Asked - Limit)];
}

/// <summary>The limit lies below what is already spent.</summary>
public sealed record LimitBelowSpent(long Spent) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Money.Shown(Spent)];
}

/// <summary>The event has not begun.</summary>
public sealed record NotYetStarted(DateTime Start) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [ChinaTime.Local(Start)];
}

/// <summary>Nobody has counted who came.</summary>
public sealed record NoHeadcount : Refusal;

/// <summary>The list already shows more who came.</summary>
public sealed record HeadcountBelowList(int Listed) : Refusal
{
    /// <inheritdoc/>
    public override string Field => "Headcount";

    /// <inheritdoc/>
    public override object?[] Args => [Listed];
}

/// <summary>The event takes no sign-ups.</summary>
public sealed record SignUpNotOpen : Refusal;

/// <summary>The event has begun or is over.</summary>
public sealed record EventStarted : Refusal;

/// <summary>One sign-up may not take so many places.</summary>
public sealed record TooManyPlaces(int Most) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Most];
    /// <inheritdoc/>
    public override string Field => "Places";
}

/// <summary>The same name and phone tail are on the list.</summary>
public sealed record AlreadySignedUp(string CalledName) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [CalledName];
}

/// <summary>Somebody of the same name is on the list; the phone's last digits tell the two apart.</summary>
public sealed record NameTaken(string CalledName) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [CalledName];
    /// <inheritdoc/>
    public override string Field => "PhoneTail";
}

/// <summary>The sign-up was taken back before.</summary>
public sealed record AlreadyCancelled : Refusal;

/// <summary>Only who has a place can be marked as present.</summary>
public sealed record NoPlace : Refusal;

/// <summary>A published budget grows only by approval.</summary>
public sealed record BudgetIsApproved(long Limit) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Money.Shown(Limit)];
    /// <inheritdoc/>
    public override string Field => nameof(EventPlan.Raised);
}
