using CommunityPlatform.Host;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommunityPlatform.Testing;

/// <summary>An empty community database for a module's own tests, on the real engine of the kind that this run is about.</summary>
internal sealed class TestDatabase : IDisposable
{
    // One server database a process; each test has its own schema in it, which is quicker than a database of its own.
    private static readonly Lazy<PostgresSource> Source = new(() =>
    {
        var name = $"cp_test_{Guid.NewGuid():N}";
        TestEngine.OnServer($"create database {name}").GetAwaiter().GetResult();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => TestEngine.Drop(name);
        return new(TestEngine.In(name));
    });

    // Shared, so that a context's model is built once in a run.
    private static readonly EngineServices Services = new();

    private readonly string _community = "t" + Guid.NewGuid().ToString("N")[..24];
    private readonly string _folder = Directory.CreateTempSubdirectory("cp-frame-").FullName;
    private readonly OwnEngine _engine;

    public TestDatabase()
    {
        var options = new PlatformOptions { Data = _folder, Keys = Path.Combine(_folder, "keys"), PackageFolders = [], Scene = null, SafeMode = false };
        _engine = TestEngine.Kind == DatabaseKind.SQLite
            ? new SqliteEngine(options, TimeProvider.System)
            : new PostgresEngine(Source.Value, new PostgresCopies(Source.Value, options, TimeProvider.System, NullLogger<PostgresCopies>.Instance), options, NullLogger<PostgresEngine>.Instance);
    }

    /// <summary>An act's session: a writer's turn, or a reader's one moment.</summary>
    public async Task<TestSession> Open(bool write) => new(await _engine.Open(_community, write, CancellationToken.None), Services);

    /// <summary>Options for a context outside of any act.</summary>
    public void Use(DbContextOptionsBuilder options) => _engine.UseFor(options, _community, CommunitySession.HistoryTable("test"), Services);

    public DbContextOptions<T> Options<T>() where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        Use(options);
        return options.Options;
    }

    /// <summary>Makes the context's tables.</summary>
    public void Create(DbContext context)
    {
        var alone = _engine.Alone(_community, CancellationToken.None).GetAwaiter().GetResult();
        context.GetService<IRelationalDatabaseCreator>().CreateTables();
        alone.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _engine.Drop(_community, CancellationToken.None).GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One act's session, as a module's tests may know it.</summary>
internal sealed class TestSession(CommunitySession session, EngineServices services) : IAsyncDisposable
{
    /// <summary>Options for a context within the act; enlist the context afterwards.</summary>
    public DbContextOptions<T> Options<T>() where T : DbContext => session.Options<T>("test", services);

    public void Enlist(DbContext context) => session.Enlist(context);

    public Task Commit() => session.Commit(CancellationToken.None);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
