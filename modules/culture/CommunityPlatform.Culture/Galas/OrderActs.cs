using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Chooses an entry for the running order, or drops it.</summary>
public sealed record ChooseEntry(Guid Gala, long Seen, Guid Entry, bool Chosen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Entry.ToString();
}

/// <summary>Puts the chosen entries into a new order.</summary>
/// <param name="Gala">The gala.</param>
/// <param name="Seen">The version shown.</param>
/// <param name="Order">Every chosen entry once, in the new order.</param>
public sealed record OrderActs(Guid Gala, long Seen, IReadOnlyList<Guid> Order) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();
}

/// <summary>Goes to another step of the gala.</summary>
public sealed record GoToStep(Guid Gala, long Seen, GalaStep Step) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();
}

internal sealed class ChooseEntryHandler(CultureDbContext db) : IHandler<ChooseEntry, Done>
{
    public Task<Outcome<Done>> Handle(ChooseEntry ask, CancellationToken stop) => db.Change(ask.Gala, ask.Seen,
        one => one.Entries.Find(entry => entry.Id == ask.Entry) is { } entry ? one.Choose(entry, ask.Chosen) : new NotFound(), stop);
}

internal sealed class OrderActsHandler(CultureDbContext db) : IHandler<OrderActs, Done>
{
    public Task<Outcome<Done>> Handle(OrderActs ask, CancellationToken stop) => db.Change(ask.Gala, ask.Seen, one => one.Reorder(ask.Order), stop);
}

internal sealed class GoToStepHandler(CultureDbContext db) : IHandler<GoToStep, Done>
{
    public Task<Outcome<Done>> Handle(GoToStep ask, CancellationToken stop) => db.Change(ask.Gala, ask.Seen, one => one.GoTo(ask.Step), stop);
}
