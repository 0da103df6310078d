using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Overview;

/// <summary>Today's programme, for everybody to see.</summary>
public sealed record ShowProgramme : IQuery<Programme>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;
}

/// <summary>今日活动 · What still takes place today, events and shows.</summary>
public sealed record Programme(IReadOnlyList<ProgrammeLine> Lines);

/// <summary>One line of the programme.</summary>
public sealed record ProgrammeLine(DateTime Start, string Title, string Venue);

internal sealed class ShowProgrammeHandler(CultureDbContext db, IAct act) : IHandler<ShowProgramme, Programme>
{
    public async Task<Outcome<Programme>> Handle(ShowProgramme ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var (from, to) = (ChinaTime.StartOf(today), ChinaTime.StartOf(today.AddDays(1)));
        var events = await db.Events.AsNoTracking()
            .Where(one => (one.State == EventState.Published || one.State == EventState.Held) && one.Start < to && one.End > act.Now)
            .Select(one => new ProgrammeLine(one.Start, one.Title, one.Venue)).ToListAsync(stop);
        var shows = await db.Productions.AsNoTracking().Where(one => one.Step == GalaStep.Shows)
            .SelectMany(one => one.Shows.Where(show => show.Start >= from && show.Start < to), (one, show) => new ProgrammeLine(show.Start, one.Title, show.Place)).ToListAsync(stop);
        return new Programme([.. events.Concat(shows).OrderBy(line => line.Start).Take(8)]);
    }
}
