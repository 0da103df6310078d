using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>Sends each community to the kind of database that its row names.</summary>
internal sealed class PlacedEngine(DatabasePlaces places, SqliteEngine sqlite, PostgresEngine? postgres) : DatabaseEngine
{
    public OwnEngine Of(DatabaseKind kind) => kind == DatabaseKind.SQLite ? sqlite : postgres
        ?? throw new InvalidOperationException("This installation has no PostgreSQL: set Database:ConnectionString.");

    public override Task<CommunitySession> Open(string community, bool write, CancellationToken stop) =>
        places.IsMoving(community) ? throw new CommunityMovingException(community) : At(community).Open(community, write, stop);

    public override void UseFor(DbContextOptionsBuilder options, string community, string historyTable, EngineServices services) =>
        At(community).UseFor(options, community, historyTable, services);

    public override Task<DbConnection> Connect(string community, CancellationToken stop) => At(community).Connect(community, stop);

    public override Task<string> Backup(string community, string reason, CancellationToken stop) => At(community).Backup(community, reason, stop);

    public override Task<IAsyncDisposable> Alone(string community, CancellationToken stop) =>
        places.IsMoving(community) ? throw new CommunityMovingException(community) : At(community).Alone(community, stop);

    public override Task<IAsyncDisposable> Delivering(string community, CancellationToken stop) => At(community).Delivering(community, stop);

    public override Task<long> Size(string community, CancellationToken stop) => At(community).Size(community, stop);

    public override Task<IReadOnlyList<string>> Tables(DbConnection connection, CancellationToken stop) => Of(connection).Tables(connection, stop);

    public override Task Drop(DbConnection connection, IReadOnlyList<string> tables, CancellationToken stop) => Of(connection).Drop(connection, tables, stop);

    private OwnEngine Of(DbConnection connection) => Of(connection is Microsoft.Data.Sqlite.SqliteConnection ? DatabaseKind.SQLite : DatabaseKind.PostgreSQL);

    private OwnEngine At(string community) => Of(places.Of(community));
}
