using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Galas;

/// <summary>The galas, newest first.</summary>
public sealed record BrowseGalas : IQuery<GalaList>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;
}

/// <summary>The galas.</summary>
public sealed record GalaList(IReadOnlyList<GalaRow> Rows);

/// <summary>One gala of the list.</summary>
public sealed record GalaRow(Guid Id, string Title, GalaStep Step, DateTime EntriesUntil, int Entries, int Chosen, int Minutes, DateTime? FirstShow);

internal sealed class BrowseGalasHandler(CultureDbContext db) : IHandler<BrowseGalas, GalaList>
{
    public async Task<Outcome<GalaList>> Handle(BrowseGalas ask, CancellationToken stop)
    {
        var found = await db.Productions.AsNoTracking().Include(one => one.Entries).Include(one => one.Shows).AsSplitQuery()
            .OrderByDescending(one => one.EntriesUntil).ThenBy(one => one.Id).Take(200).ToListAsync(stop);
        return new GalaList([.. found.Select(one => new GalaRow(one.Id, one.Title, one.Step, one.EntriesUntil, one.Entries.Count,
            one.Chosen.Count, one.Chosen.Sum(entry => entry.Minutes), one.Shows.Count == 0 ? null : one.Shows.Min(show => show.Start)))]);
    }
}
