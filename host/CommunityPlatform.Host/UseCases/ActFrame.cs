using System.Reflection;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.UseCases;

/// <summary>Everything that holds for one act: who, where, when, on which connection. Deliberately not disposable: a module's scope must not end it.</summary>
internal sealed class ActFrame(CurrentPerson person, CurrentCommunity community, CommunitySession session, string module, DateTime now) : IAct, IOutbox
{
    private readonly List<(string Name, string Payload)> _facts = [];

    public Guid Id { get; } = Guid.CreateVersion7();
    public DateTime Now { get; } = now;
    public string? Subject { get; set; }
    public string? OnBehalfOf { get; set; }
    /// <summary>By what tries are counted; never kept.</summary>
    public string Origin { get; init; } = "";
    public CurrentPerson Person { get; } = person;
    public CurrentCommunity Community { get; } = community;
    public CommunitySession Session { get; } = session;
    public string Module { get; } = module;
    public IReadOnlyList<(string Name, string Payload)> Facts => _facts;

    /// <summary>Looks at personal data in this act, for the access log.</summary>
    public List<(Look Look, int Rows)> Looks { get; } = [];

    /// <summary>Whether rows left the house in a file; such an act leaves an audit line although it changed nothing.</summary>
    public bool HasExported { get; private set; }

    /// <summary>Looks that count once within some minutes: those of somebody typing a name, and of a page that reads twice.</summary>
    public List<(string Purpose, Guid Resident, AccessKind Kind)> Glances { get; } = [];

    private readonly List<Action> _afterwards = [];

    /// <summary>Does something when the act has been written, and never if it was not: a file that is gone does not come back.</summary>
    public void Afterwards(Action act) => _afterwards.Add(act);

    public void Written()
    {
        foreach (var act in _afterwards) act();
        _afterwards.Clear();
    }

    public void Exported(int rows) => (HasExported, Subject) = (true, Subject is null ? $"{rows} rows" : $"{Subject}, {rows} rows");

    public void Add<TEvent>(TEvent fact) where TEvent : notnull
    {
        var name = fact.GetType().GetCustomAttribute<EventNameAttribute>()?.Name
            ?? throw new InvalidOperationException($"{fact.GetType().Name} has no [EventName].");
        if (Module != "host" && !name.StartsWith(Module + ".", StringComparison.Ordinal))
            throw new InvalidOperationException($"{Module} may not send '{name}': an event's name starts with its sender's id.");
        _facts.Add((name, EventJson.Write(fact)));
    }
}

/// <summary>Holds the frame of a scope.</summary>
internal sealed class ActFrameHolder
{
    private ActFrame? _frame;

    public ActFrame Frame
    {
        get => _frame ?? throw new InvalidOperationException("Data, person and outbox exist only inside a use case, a reaction or a contribution. Ask through IUseCases.");
        set => _frame = value;
    }
}
