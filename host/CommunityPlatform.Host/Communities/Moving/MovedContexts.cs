using System.Data.Common;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Manifest;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Communities.Moving;

/// <summary>Everybody who has tables in a community's database: the host, and each module that was ever on there.</summary>
/// <param name="own">The host's.</param>
/// <param name="modules">Loaded for this alone; they go with it.</param>
/// <param name="borrowed">Loaded for the house; they stay.</param>
internal sealed class MovedContexts(HostEngine own, IReadOnlyList<LoadedModule> modules, IReadOnlyList<LoadedModule>? borrowed = null) : IAsyncDisposable
{
    private readonly List<(string Id, Type Type, EngineServices Services)> _owners =
    [
        ("host", typeof(CommunityDbContext), own.Services),
        .. from module in modules.Concat(borrowed ?? [])
           from context in module.Services.GetServices<ModuleDataContext>()
           select (module.Id, context.Type, module.Services.GetRequiredService<EngineServices>()),
    ];

    /// <summary>Makes the tables in an empty database, by the same migrations.</summary>
    public async Task Migrate(OwnEngine where, string community, CancellationToken stop)
    {
        foreach (var (id, type, services) in _owners)
        {
            var options = Options(type);
            where.UseFor(options, community, CommunitySession.HistoryTable(id), services);
            await using var database = (DbContext)Activator.CreateInstance(type, options.Options)!;
            await database.Database.MigrateAsync(stop);
        }
    }

    /// <summary>Both databases must have gone through the same migrations: otherwise their tables are not the same.</summary>
    public async Task Compare(DbConnection from, DbConnection to, CancellationToken stop)
    {
        foreach (var (id, _, _) in _owners.DistinctBy(owner => owner.Id))
        {
            var table = CommunitySession.HistoryTable(id);
            var (here, there) = (await MigrationHistory.Done(from, table, stop), await MigrationHistory.Done(to, table, stop));
            if (here is null || there is null || !here.ToHashSet(StringComparer.Ordinal).SetEquals(there)) throw new MoveRefused(MoveReason.OtherMigrations, id);
        }
    }

    /// <summary>The tables of a database's side, each behind those that it points at.</summary>
    public IReadOnlyList<TableCopy> Tables(CommunitySession session)
    {
        var ordered = new List<TableCopy>();
        foreach (var (_, model) in Models(session)) Add(ordered, [.. model.GetRelationalModel().Tables]);
        return ordered;
    }

    /// <summary>What each owner's code says of its tables.</summary>
    public IEnumerable<(string Owner, IModel Model)> Models(CommunitySession session)
    {
        foreach (var (id, type, services) in _owners)
        {
            var options = Options(type);
            session.For(id, services).Configure(options);
            using var database = (DbContext)Activator.CreateInstance(type, options.Options)!;
            yield return (id, database.Model);
        }
    }

    /// <summary>The fields of persons that an owner has declared.</summary>
    public IEnumerable<PersonalField> Declared(string owner) => owner == "host"
        ? Register.HostPersonalData.All
        : modules.Concat(borrowed ?? []).Where(module => module.Id == owner).SelectMany(module => module.Package.Manifest!.PersonalData);

    private static void Add(List<TableCopy> ordered, List<ITable> waiting)
    {
        while (waiting.Count > 0)
        {
            // A circle has no order; the database itself will say whether it minds.
            var next = waiting.Find(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !waiting.Contains(key.PrincipalTable))) ?? waiting[0];
            waiting.Remove(next);
            ordered.Add(new(next));
        }
    }

    private static DbContextOptionsBuilder Options(Type type) => (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var module in modules)
        {
            await module.Services.DisposeAsync();
            module.Web?.Dispose();
            module.Context.Unload();
        }
    }
}
