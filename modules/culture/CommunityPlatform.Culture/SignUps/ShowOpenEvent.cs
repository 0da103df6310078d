using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>One published event, for signing up.</summary>
public sealed record ShowOpenEvent(Guid Id) : IQuery<OpenEventLine>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;
}

internal sealed class ShowOpenEventHandler(CultureDbContext db, IAct act) : IHandler<ShowOpenEvent, OpenEventLine>
{
    public async Task<Outcome<OpenEventLine>> Handle(ShowOpenEvent ask, CancellationToken stop)
    {
        var found = await db.Events.AsNoTracking().Include(one => one.SignUps).Include(one => one.Parts).AsSplitQuery()
            .SingleOrDefaultAsync(one => one.Id == ask.Id && one.State == EventState.Published, stop);
        if (found is null) return await db.Events.AnyAsync(one => one.Id == ask.Id, stop) ? new SignUpNotOpen() : new NotFound();
        if (found.Start <= act.Now) return new EventStarted();
        return ListOpenEventsHandler.Line(found);
    }
}
