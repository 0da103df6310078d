using System.Data.Common;
using CommunityPlatform.Sdk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CommunityPlatform.Host.Communities;

/// <summary>One act's connection and transaction on a community's database. Host tables and module tables are saved in it together.</summary>
internal abstract class CommunitySession(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    private readonly List<DbContext> _contexts = [];
    private bool _ended;

    public DbConnection Connection { get; } = connection;

    public abstract DatabaseKind Kind { get; }

    protected abstract void UseProvider(DbContextOptionsBuilder options, string historyTable);

    /// <summary>
    /// The package version that may act here now, asked under the act's turn; null where this host is the only one and knows by
    /// itself. Empty where the module is off.
    /// </summary>
    public virtual Task<string?> EnabledPackage(string community, string module, CancellationToken stop) => Task.FromResult<string?>(null);

    protected virtual ValueTask Release() => ValueTask.CompletedTask;

    public ICommunityDatabase For(string owner, EngineServices engine) => new Face(this, owner, engine);

    /// <summary>Options for a context of the host's own.</summary>
    public DbContextOptions<T> Options<T>(string owner, EngineServices engine) where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        Configure(options, owner, engine);
        return options.Options;
    }

    public void Enlist(DbContext context)
    {
        context.Database.UseTransaction(transaction);
        _contexts.Add(context);
    }

    /// <summary>Puts a context under the transaction without saving it with the others: who opened it saves and closes it.</summary>
    public void Join(DbContext context) => context.Database.UseTransaction(transaction);

    public async Task Save(CancellationToken stop)
    {
        foreach (var context in _contexts) await context.SaveChangesAsync(stop);
    }

    public Task Commit(CancellationToken stop) => transaction.CommitAsync(stop);

    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        try
        {
            await transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
        finally
        {
            await Release();
        }
    }

    private void Configure(DbContextOptionsBuilder options, string owner, EngineServices engine)
    {
        UseProvider(options, HistoryTable(owner));
        options.UseInternalServiceProvider(engine.For(Kind));
        options.AddInterceptors(Vault.PersonalNumberGuard.Instance);
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    public static string HistoryTable(string owner) => "__ef_" + owner.Replace('-', '_');

    private sealed class Face(CommunitySession session, string owner, EngineServices engine) : ICommunityDatabase
    {
        public void Configure(DbContextOptionsBuilder options) => session.Configure(options, owner, engine);

        public void Enlist(DbContext context) => session.Enlist(context);
    }
}
