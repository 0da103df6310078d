using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Plans an event; it begins as a draft.</summary>
public sealed record PlanEvent(EventPlan Plan) : IUseCase<Guid>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Plan;

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => Plan.Check(errors);
}

internal sealed class PlanEventHandler(CultureDbContext db, IAct act) : IHandler<PlanEvent, Guid>
{
    public async Task<Outcome<Guid>> Handle(PlanEvent ask, CancellationToken stop)
    {
        if (await db.With(ask.Plan, null, stop) is { } clash) return clash;
        var planned = Event.Planned(ask.Plan);
        db.Events.Add(planned);
        act.Subject = planned.Id.ToString();
        return planned.Id;
    }
}
