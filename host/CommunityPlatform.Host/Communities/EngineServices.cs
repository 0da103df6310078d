namespace CommunityPlatform.Host.Communities;

/// <summary>
/// EF's inner services, owned by whoever made them instead of by a static cache. One set a kind of database, made when first
/// asked for: a community may move from one kind to the other while its modules stay.
/// </summary>
internal sealed class EngineServices : IDisposable
{
    private readonly Lazy<ServiceProvider> _sqlite = new(() => new ServiceCollection().AddEntityFrameworkSqlite().BuildServiceProvider());
    private readonly Lazy<ServiceProvider> _postgres = new(() => new ServiceCollection().AddEntityFrameworkNpgsql().BuildServiceProvider());

    public IServiceProvider For(DatabaseKind kind) => (kind == DatabaseKind.SQLite ? _sqlite : _postgres).Value;

    public void Dispose()
    {
        if (_sqlite.IsValueCreated) _sqlite.Value.Dispose();
        if (_postgres.IsValueCreated) _postgres.Value.Dispose();
    }
}
