using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>EF's inner services, owned by whoever made them instead of by a static cache.</summary>
internal sealed class EngineServices(ServiceProvider inner) : IDisposable
{
    public IServiceProvider Inner => inner;

    public void Dispose() => inner.Dispose();
}

/// <summary>The kind of database this installation runs on.</summary>
internal abstract class DatabaseEngine
{
    public EngineServices ForModule()
    {
        var services = new ServiceCollection();
        AddProvider(services);
        return new(services.BuildServiceProvider());
    }

    protected abstract void AddProvider(IServiceCollection services);

    /// <summary>Opens one act's session on a community's database.</summary>
    public abstract Task<CommunitySession> Open(string community, bool write, CancellationToken stop);

    /// <summary>Points options at the database outside of an act, for migrations.</summary>
    public abstract void UseFor(DbContextOptionsBuilder options, string community, string historyTable);

    /// <summary>A connection to a community's database that is not open yet.</summary>
    public abstract DbConnection Connect(string community);

    /// <summary>Copies a community's database aside and says where; the copy is consistent.</summary>
    public abstract Task<string> Backup(string community, string reason, CancellationToken stop);

    /// <summary>The names of all tables that a connection sees.</summary>
    public abstract Task<IReadOnlyList<string>> Tables(DbConnection connection, CancellationToken stop);

    /// <summary>Drops tables with their rows in the connection's transaction, whatever keys point from one to another of them.</summary>
    public abstract Task Drop(DbConnection connection, IReadOnlyList<string> tables, CancellationToken stop);

    /// <summary>Keeps all other writers of this process out of a community's database and clears what a killed migration left.</summary>
    public abstract Task<IAsyncDisposable> Alone(string community, CancellationToken stop);

    protected static async Task<IReadOnlyList<string>> Names(DbConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<string>();
        while (await reader.ReadAsync(stop)) names.Add(reader.GetString(0));
        return names;
    }
}
