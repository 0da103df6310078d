using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Changes the plan of an event.</summary>
/// <param name="Id">The event.</param>
/// <param name="Seen">The version that the form showed.</param>
/// <param name="Plan">The new plan.</param>
public sealed record EditEvent(Guid Id, long Seen, EventPlan Plan) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Plan;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => Plan.Check(errors);
}

internal sealed class EditEventHandler(CultureDbContext db) : IHandler<EditEvent, Done>
{
    public async Task<Outcome<Done>> Handle(EditEvent ask, CancellationToken stop)
    {
        if (await db.Load(ask.Id, stop) is not { } found) return new NotFound();
        if (found.Version != ask.Seen) return new Stale();
        if (await db.With(ask.Plan, found.Id, stop) is { } clash) return clash;
        if (found.Replan(ask.Plan) is { } no) return no;
        return new Done();
    }
}
