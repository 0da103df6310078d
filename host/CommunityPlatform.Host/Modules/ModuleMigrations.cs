using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Modules;

/// <summary>Brings a module's tables in one community's database to a version, all or nothing, with a copy of the database aside first where the module keeps data already.</summary>
internal sealed class ModuleMigrations(DatabaseEngine engine, ILogger<ModuleMigrations> log)
{
    /// <param name="then">Done while everybody else is still kept out: who waited meets the new tables with the new code.</param>
    public async Task Up(LoadedModule module, string community, CancellationToken stop, Func<Task>? then = null)
    {
        // The usual case of a start: nothing to do, nobody to be kept out.
        if (await IsComplete(module, Contexts(module), community, stop))
        {
            if (then is not null) await then();
            return;
        }
        await using var alone = await engine.Alone(community, stop);
        bool? isNew = null;
        var before = new Stack<(Type Type, string Last)>();
        try
        {
            foreach (var type in Contexts(module))
            {
                if (await IsComplete(module, [type], community, stop)) continue;
                await using var database = Open(module, type, community);
                var pending = (await database.Database.GetPendingMigrationsAsync(stop)).ToList();
                if (pending.Count == 0) continue;
                var last = await LastApplied(database, stop);
                // A module that keeps nothing here yet has nothing to lose: what its first migration began is taken back.
                isNew ??= last == Migration.InitialDatabase;
                if (!isNew.Value) await Aside(module, community, stop);
                before.Push((type, last));
                await database.Database.MigrateAsync(stop);
                log.LogInformation("{Community}: {Module} migrated by {Count} steps", community, module.Name, pending.Count);
            }
        }
        catch
        {
            // Each step is a transaction of its own: the steps before the one that failed are taken back here.
            foreach (var (type, last) in before) await Back(module, type, last, community);
            throw;
        }
        if (then is not null) await then();
    }

    private async Task<bool> IsComplete(LoadedModule module, IReadOnlyList<Type> contexts, string community, CancellationToken stop)
    {
        if (contexts.Count == 0) return true;
        await using var connection = await engine.Connect(community, stop);
        var done = await MigrationHistory.Done(connection, CommunitySession.HistoryTable(module.Id), stop);
        return done is not null && contexts.SelectMany(MigrationHistory.Ids).All(done.Contains);
    }

    /// <summary>Whether the data have migrations that this version does not know.</summary>
    public async Task<bool> IsAhead(LoadedModule module, string community, CancellationToken stop)
    {
        await using var connection = await engine.Connect(community, stop);
        var done = await MigrationHistory.Done(connection, CommunitySession.HistoryTable(module.Id), stop);
        return done is not null && done.Except(Contexts(module).SelectMany(MigrationHistory.Ids)).Any();
    }

    private async Task Back(LoadedModule module, Type type, string last, string community)
    {
        try
        {
            await using var database = Open(module, type, community);
            if (await LastApplied(database, CancellationToken.None) != last) await database.GetService<IMigrator>().MigrateAsync(last, CancellationToken.None);
        }
        catch (Exception problem)
        {
            log.LogError("{Community}: the first steps of {Module} could not be taken back; the copy made before stands where the line above says: {Problem}", community, module.Name, problem.ToString());
        }
    }

    private static async Task<string> LastApplied(DbContext database, CancellationToken stop) =>
        (await database.Database.GetAppliedMigrationsAsync(stop)).LastOrDefault() ?? Migration.InitialDatabase;

    /// <summary>Takes back what the newer version added. Done by the newer version's own code, which must still be loaded.</summary>
    /// <param name="then">As in <see cref="Up"/>.</param>
    public async Task Down(LoadedModule newer, LoadedModule older, string community, CancellationToken stop, Func<Task>? then = null)
    {
        await using var alone = await engine.Alone(community, stop);
        var (from, to) = (Contexts(newer), Contexts(older));
        for (var i = 0; i < from.Count; i++)
        {
            string target;
            if (i < to.Count)
            {
                await using var old = Open(older, to[i], community);
                target = old.Database.GetMigrations().LastOrDefault() ?? Migration.InitialDatabase;
            }
            else target = Migration.InitialDatabase;
            await using var database = Open(newer, from[i], community);
            var last = await LastApplied(database, stop);
            if (last == target) continue;
            await Aside(newer, community, stop);
            await database.GetService<IMigrator>().MigrateAsync(target, stop);
        }
        if (then is not null) await then();
    }

    private async Task Aside(LoadedModule module, string community, CancellationToken stop)
    {
        var copy = await engine.Backup(community, $"before-{module.Id}-{module.Package.Version}", stop);
        log.LogInformation("{Community}: database copied to {Copy} before the migration of {Module}", community, copy, module.Name);
    }

    private static List<Type> Contexts(LoadedModule module) => [.. module.Services.GetServices<ModuleDataContext>().Select(context => context.Type)];

    private DbContext Open(LoadedModule module, Type type, string community)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        engine.UseFor(options, community, CommunitySession.HistoryTable(module.Id), module.Services.GetRequiredService<EngineServices>());
        return (DbContext)Activator.CreateInstance(type, options.Options)!;
    }
}
