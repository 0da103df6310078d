namespace CommunityPlatform.Host.Communities;

/// <summary>The kinds of database that a community's data can stand in.</summary>
internal enum DatabaseKind { SQLite, PostgreSQL }

/// <summary>Where the platform's own tables stand and where new communities are founded.</summary>
/// <param name="Provider">SQLite needs nothing to be installed; PostgreSQL lets several hosts serve one installation.</param>
/// <param name="ConnectionString">Of the PostgreSQL. May be given beside SQLite, so that single communities can stand there.</param>
internal sealed record DatabaseSettings(DatabaseKind Provider, string? ConnectionString)
{
    /// <summary>Whether several hosts may serve the installation: news, keys and packages go through the database then.</summary>
    public bool Shared => Provider == DatabaseKind.PostgreSQL;

    public static DatabaseSettings From(IConfiguration settings)
    {
        var (said, connection) = (settings["Database:Provider"], settings["Database:ConnectionString"]);
        if (string.IsNullOrWhiteSpace(connection)) connection = null;
        if (Kind(said ?? nameof(DatabaseKind.SQLite)) is not { } provider)
            throw new InvalidOperationException($"Database:Provider '{said}' is unknown. Write SQLite or PostgreSQL.");
        if (provider == DatabaseKind.PostgreSQL && connection is null)
            throw new InvalidOperationException("Database:Provider is PostgreSQL, but Database:ConnectionString is missing. Write for example Host=127.0.0.1;Username=community;Password=…;Database=community.");
        return new(provider, connection);
    }

    /// <summary>The kind that a person wrote, or null.</summary>
    public static DatabaseKind? Kind(string text) =>
        Enum.TryParse<DatabaseKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsDigit(text[0]) ? kind : null;
}
