using System.Collections.Immutable;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>The communities of this installation, and which of them an address means.</summary>
internal sealed class CommunityDirectory(IDbContextFactory<PlatformDbContext> databases, DatabasePlaces places)
{
    private volatile ImmutableDictionary<string, CurrentCommunity> _communities = ImmutableDictionary<string, CurrentCommunity>.Empty;
    private volatile ImmutableDictionary<string, string> _streets = ImmutableDictionary<string, string>.Empty;

    public IReadOnlyCollection<CurrentCommunity> All => [.. _communities.Values.OrderBy(community => community.Slug, StringComparer.Ordinal)];

    public CurrentCommunity? Find(string slug) => _communities.GetValueOrDefault(slug);

    public string? StreetName(string slug) => _streets.GetValueOrDefault(slug);

    public async Task Read(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Communities.AsNoTracking().ToListAsync(stop);
        places.Know(rows);
        _communities = rows.ToImmutableDictionary(row => row.Slug, row => new CurrentCommunity(row.Slug, row.Name), StringComparer.Ordinal);
        _streets = (await database.Streets.ToListAsync(stop)).ToImmutableDictionary(row => row.Slug, row => row.Name, StringComparer.Ordinal);
    }

    /// <summary>The place that a path means by its first segments: <c>/c/jia</c>, <c>/k/jia</c>, <c>/d/jia</c>, <c>/street/x</c>, <c>/admin</c>.</summary>
    public Place PlaceOf(string path)
    {
        var parts = path.Split('/', 4, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return Place.FrontDoor;
        if (parts[0] == "admin") return new(Surface.Operator, null, null, "/admin");
        if (parts.Length < 2) return Place.FrontDoor;
        if (parts[0] == "street") return _streets.ContainsKey(parts[1]) ? new(Surface.Street, null, parts[1], $"/street/{parts[1]}") : Place.FrontDoor;
        Surface? surface = parts[0] switch { "c" => Surface.Staff, "k" => Surface.Kiosk, "d" => Surface.Display, _ => null };
        return surface is { } found && Find(parts[1]) is { } community ? new(found, community, null, $"/{parts[0]}/{parts[1]}") : Place.FrontDoor;
    }
}
