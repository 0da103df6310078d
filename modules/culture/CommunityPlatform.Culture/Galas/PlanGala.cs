using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Plans a gala of two paired sides.</summary>
public sealed record PlanGala(GalaPlan Plan) : IUseCase<Guid>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => Plan.Check(errors);
}

/// <summary>Changes what is planned for a gala, its limits included.</summary>
public sealed record EditGala(Guid Id, long Seen, GalaPlan Plan) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => Plan.Check(errors);
}

internal sealed class PlanGalaHandler(CultureDbContext db, IAct act) : IHandler<PlanGala, Guid>
{
    public Task<Outcome<Guid>> Handle(PlanGala ask, CancellationToken stop)
    {
        var production = Production.Planned(ask.Plan);
        db.Productions.Add(production);
        act.Subject = production.Id.ToString();
        return Task.FromResult<Outcome<Guid>>(production.Id);
    }
}

internal sealed class EditGalaHandler(CultureDbContext db) : IHandler<EditGala, Done>
{
    public Task<Outcome<Done>> Handle(EditGala ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.Replan(ask.Plan), stop);
}

internal static class GalaChange
{
    /// <summary>The gala with all that belongs to it.</summary>
    public static Task<Production?> Gala(this CultureDbContext db, Guid id, CancellationToken stop) => db.Productions
        .Include(one => one.Sides).Include(one => one.Entries).ThenInclude(entry => entry.Scores)
        .Include(one => one.Jurors).Include(one => one.Rehearsals).Include(one => one.Shows)
        .AsSplitQuery().SingleOrDefaultAsync(one => one.Id == id, stop);

    /// <summary>Loads the gala as it was seen and acts on it.</summary>
    public static async Task<Outcome<Done>> Change(this CultureDbContext db, Guid id, long seen, Func<Production, Refusal?> act, CancellationToken stop)
    {
        if (await db.Gala(id, stop) is not { } found) return new NotFound();
        if (found.Version != seen) return new Stale();
        if (act(found) is { } no) return no;
        return new Done();
    }
}
