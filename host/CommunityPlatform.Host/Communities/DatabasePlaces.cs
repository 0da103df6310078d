using System.Collections.Immutable;

namespace CommunityPlatform.Host.Communities;

/// <summary>In which kind of database each community's data stand, and which communities are closed because they move.</summary>
internal sealed class DatabasePlaces(PlatformOptions options)
{
    private volatile ImmutableDictionary<string, (DatabaseKind Kind, bool Moving)> _places = ImmutableDictionary<string, (DatabaseKind, bool)>.Empty;

    /// <summary>A community that has no row yet is founded where the installation's settings say.</summary>
    public DatabaseKind Of(string community) => _places.TryGetValue(community, out var place) ? place.Kind : options.Database.Provider;

    public bool IsMoving(string community) => _places.TryGetValue(community, out var place) && place.Moving;

    public void Know(IEnumerable<Community> rows) =>
        _places = rows.ToImmutableDictionary(row => row.Slug, row => (KindOf(row), row.MovingTo is not null), StringComparer.Ordinal);

    public DatabaseKind KindOf(Community row) => row.Database is { } said
        ? DatabaseSettings.Kind(said) ?? throw new InvalidOperationException($"The row of {row.Slug} names an unknown database '{said}'.")
        : options.Database.Provider;
}

/// <summary>A community's data are on their way from one database to another; nothing can be done in it meanwhile.</summary>
internal sealed class CommunityMovingException(string community) : Exception($"The data of {community} are being moved.");
