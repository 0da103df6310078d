namespace CommunityPlatform.Sdk.Events;

/// <summary>The public name of an event: <c>{module}.{past-fact}.v{n}</c>. Sender and listener each keep a record of their own.</summary>
/// <param name="name">The name; a changed meaning gets a new version.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>Takes the events of the act under way; they are stored with its data or not at all.</summary>
public interface IOutbox
{
    /// <summary>Adds a past fact. Its type carries <see cref="EventNameAttribute"/> and is serialised as JSON.</summary>
    /// <param name="fact">The fact: ids and figures; no names, no texts about persons.</param>
    void Add<TEvent>(TEvent fact) where TEvent : notnull;
}

/// <summary>
/// Reacts to an event of this community. Found by its type, named <c>When{Fact}{Act}</c>. Delivered at least once by the outbox
/// and applied once: what it saves and the note that it was applied share one transaction.
/// </summary>
/// <typeparam name="TEvent">The listener's own record of the event, with <see cref="EventNameAttribute"/>.</typeparam>
public interface IReaction<in TEvent> where TEvent : notnull
{
    /// <summary>Reacts. An exception leaves the event to be delivered again later and counts as a fault of the module.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="stop">Signalled on unload.</param>
    Task React(TEvent fact, CancellationToken stop);
}
