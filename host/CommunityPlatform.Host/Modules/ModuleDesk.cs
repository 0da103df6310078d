using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using Microsoft.EntityFrameworkCore;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Modules;

/// <summary>Why a switch was not made, in words for the person who asked.</summary>
internal sealed class SwitchRefused(string reason) : Exception(reason);

/// <summary>
/// The one place where modules are loaded, switched, replaced and taken out. One act at a time; each is written down before it
/// takes effect, and stands in the operator's log.
/// </summary>
internal sealed class ModuleDesk(
    PackageStore store, ModuleLoader loader, ModuleBoard board, ModuleMigrations migrations, ModuleExit exit, Departures departures, Faults faults,
    IDbContextFactory<PlatformDbContext> databases, CommunityDirectory communities, CommunityLedger ledger, Grants grants,
    PlatformOptions options, TimeProvider clock, ILogger<ModuleDesk> log)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);

    /// <summary>Why an id could not be loaded, by id.</summary>
    public IReadOnlyDictionary<string, string> Refusals => _refusals;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Loads what is to be loaded, in the order of requirements, and binds each community as it was.</summary>
    public async Task Start(CancellationToken stop)
    {
        store.Start();
        faults.LimitReached += SwitchOffSoon;
        if (options.SafeMode)
        {
            log.LogWarning("Safe mode: no module is loaded");
            return;
        }
        await using var database = await databases.CreateDbContextAsync(stop);
        var choices = await database.Packages.ToDictionaryAsync(row => row.Module, stop);
        var chosen = new List<Package>();
        foreach (var versions in store.All.GroupBy(package => package.Id))
        {
            var choice = choices.GetValueOrDefault(versions.Key);
            if (choice is { Load: false }) continue;
            var package = Chosen(versions, choice) ?? versions.FirstOrDefault(version => version.Problem is null);
            if (package is null) Refuse(versions.First(), versions.First().Problem ?? "It cannot be loaded.");
            else chosen.Add(package);
        }
        foreach (var package in InOrder(chosen)) await StartOne(package, choices.GetValueOrDefault(package.Id), database, stop);
        await database.SaveChangesAsync(stop);
        if (options.ReplaceOnBuild) store.Changed += FollowBuilds;
    }

    private Package? Chosen(IEnumerable<Package> versions, PackageChoice? choice)
    {
        var chosen = versions.FirstOrDefault(version => version.Key == choice?.Package && version.Problem is null);
        if (chosen is null || !options.ReplaceOnBuild) return chosen;
        // The author at work wants the build that lies in the folder now, not the one before.
        return versions.FirstOrDefault(version => version.Version == chosen.Version && version.Origin != version.Folder && version.Problem is null) ?? chosen;
    }

    private void FollowBuilds() => _ = Task.Run(async () =>
    {
        foreach (var (id, loaded) in board.Loaded.Select(module => (module.Id, module.Package)).ToList())
        {
            var built = store.Versions(id).FirstOrDefault(version => version.Origin != version.Folder && version.Problem is null);
            if (built is null || built.Key == loaded.Key) continue;
            try
            {
                await Replace(id, built.Key, "build", CancellationToken.None);
            }
            catch (SwitchRefused problem)
            {
                log.LogWarning("{Module}: the new build is not taken: {Reason}", id, problem.Message);
            }
        }
    });

    private async Task StartOne(Package package, PackageChoice? choice, PlatformDbContext database, CancellationToken stop)
    {
        if (Load(package) is not { } key) return;
        if (choice is null) database.Packages.Add(new() { Module = package.Id, Package = key, Load = true });
        else if (choice.Package != key) (choice.Previous, choice.Package) = (choice.Package, key);
        await BindAsBefore(database, package.Id, key, stop);
    }

    /// <summary>Binds each community that has the module on. Where the data cannot be migrated, the version that the community had goes on.</summary>
    private async Task BindAsBefore(PlatformDbContext database, string id, string key, CancellationToken stop)
    {
        foreach (var row in await database.Enablements.Where(row => row.Module == id && row.On).ToListAsync(stop))
        {
            try
            {
                await Bind(row.Community, id, key, stop);
                row.Package = key;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                Tell(database, id, row.Community, problem);
                if (row.Package != key && store.Find(id, row.Package) is { } before) await BindBefore(row.Community, before, stop);
            }
        }
    }

    private async Task BindBefore(string community, Package before, CancellationToken stop)
    {
        try
        {
            if (board.LoadedVersion(before.Id, before.Key) is null && Load(before, behind: true) is null) return;
            await Bind(community, before.Id, before.Key, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError("{Module} {Version} could not be brought up for {Community} either: {Problem}", before.Id, before.Version, community, problem.ToString());
        }
    }

    private void Tell(PlatformDbContext database, string id, string community, Exception problem)
    {
        log.LogError("{Module}: the data of {Community} could not be migrated: {Problem}", id, community, problem.ToString());
        database.Notices.Add(new() { At = Now, Module = id, Community = community, Kind = "migration-failed", Detail = problem.Message });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task Bind(string community, string id, string key, CancellationToken stop)
    {
        var module = board.LoadedVersion(id, key)!;
        await migrations.Up(module, community, stop);
        await ledger.Listen(community, Listeners(id, key), stop);
        board.Bind(community, module);
    }

    /// <summary>Loads a package; an error becomes the id's refusal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? Load(Package package, bool behind = false)
    {
        try
        {
            CheckRequirements(package);
            var module = loader.Load(package);
            StartBackground(module);
            _refusals.Remove(package.Id);
            board.Add(module, behind);
            return package.Key;
        }
        catch (PackageRefused problem)
        {
            Refuse(package, problem.Message);
            return null;
        }
    }

    private void Refuse(Package package, string reason)
    {
        _refusals[package.Id] = reason;
        log.LogWarning("{Module} {Version} is not loaded: {Reason}", package.Id, package.Version, reason);
    }

    private void CheckRequirements(Package package)
    {
        foreach (var requirement in package.Manifest!.Requires)
        {
            var there = board.Loaded.FirstOrDefault(module => module.Id == requirement.Id);
            if (there is null)
                throw new PackageRefused($"module.json: it requires {requirement.Id} {requirement.Range}, which is not loaded. Install or load {requirement.Id} first.");
            if (!VersionRange.Parse(requirement.Range).Satisfies(new NuGetVersion(there.Package.Version.ToString())))
                throw new PackageRefused($"module.json: it requires {requirement.Id} {requirement.Range}; {there.Package.Version} is loaded. Install a fitting version of {requirement.Id}.");
        }
    }

    /// <summary>Requirements first. What stands in a circle is refused by name.</summary>
    private List<Package> InOrder(List<Package> packages)
    {
        var ordered = new List<Package>();
        var waiting = packages.ToDictionary(package => package.Id, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var ready = waiting.Values.Where(package => package.Manifest!.Requires.All(requirement => !waiting.ContainsKey(requirement.Id))).ToList();
            if (ready.Count == 0)
            {
                var circle = string.Join(" → ", waiting.Keys.Order(StringComparer.Ordinal));
                foreach (var package in waiting.Values) Refuse(package, $"module.json: requirements run in a circle: {circle}. Remove one of them.");
                break;
            }
            ordered.AddRange(ready);
            foreach (var package in ready) waiting.Remove(package.Id);
        }
        return ordered;
    }

    private void StartBackground(LoadedModule module)
    {
        module.Background = Run(module, faults, log);

        static async Task Run(LoadedModule module, Faults faults, ILogger log)
        {
            await Task.Yield();
            IEnumerable<Task> works;
            try
            {
                works = [.. module.Services.GetServices<IBackgroundWork>().Select(work => One(module, work, faults))];
            }
            catch (Exception thrown)
            {
                faults.Report(module, null, "starting background work", thrown);
                return;
            }
            await Task.WhenAll(works);
        }

        static async Task One(LoadedModule module, IBackgroundWork work, Faults faults)
        {
            try
            {
                await Task.Run(() => work.Run(module.Stop.Token), module.Stop.Token);
            }
            catch (OperationCanceledException)
            {
                // The module is leaving.
            }
            catch (Exception thrown)
            {
                faults.Report(module, null, work.GetType().Name, thrown);
            }
        }
    }

    public Task<string> LoadNow(string id, string? key, string by, CancellationToken stop) => Turn(by, "load", id, async () =>
    {
        var package = Wanted(id, key);
        if (board.Loaded.Any(module => module.Id == id)) throw new SwitchRefused($"{id} is loaded already.");
        if (Load(package) is not { } loaded) throw new SwitchRefused(_refusals[id]);
        await using var database = await databases.CreateDbContextAsync(stop);
        await Choose(database, id, loaded, load: true, stop);
        await database.SaveChangesAsync(stop);
        await BindAsBefore(database, id, loaded, stop);
        await database.SaveChangesAsync(stop);
        return package.Version.ToString();
    }, stop);

    public Task<string> UnloadNow(string id, string by, CancellationToken stop) => Turn(by, "unload", id, async () =>
    {
        if (board.Loaded.All(module => module.Id != id)) throw new SwitchRefused($"{id} is not loaded.");
        var needing = board.Loaded.Where(module => module.Package.Manifest!.Requires.Any(requirement => requirement.Id == id)).Select(module => module.Id).Distinct().ToList();
        if (needing.Count > 0) throw new SwitchRefused($"{string.Join(", ", needing)} requires {id}. Unload it first.");
        await using var database = await databases.CreateDbContextAsync(stop);
        await Choose(database, id, board.Loaded.Last(module => module.Id == id).Package.Key, load: false, stop);
        await database.SaveChangesAsync(stop);
        while (board.Loaded.Any(module => module.Id == id)) await exit.Retire(id, null);
        await departures.Collect(10, stop);
        return id;
    }, stop);

    /// <summary>Brings another version in while people go on. A community whose data cannot be migrated stays on the old one.</summary>
    public Task<string> Replace(string id, string? key, string by, CancellationToken stop) => Turn(by, "replace", id, async () =>
    {
        var from = board.Loaded.LastOrDefault(module => module.Id == id)?.Package ?? throw new SwitchRefused($"{id} is not loaded. Load it instead.");
        var to = Wanted(id, key);
        if (to.Key == from.Key) throw new SwitchRefused($"{id} {to.Version} runs already.");
        await Swap(from, to, stop);
        return $"{from.Version} → {to.Version}";
    }, stop);

    public Task<string> RollBack(string id, string by, CancellationToken stop) => Turn(by, "roll-back", id, async () =>
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var choice = await database.Packages.FindAsync([id], stop);
        if (choice?.Previous is not { } previous || store.Find(id, previous) is not { } to) throw new SwitchRefused($"{id} has no earlier version to return to.");
        var from = board.Loaded.LastOrDefault(module => module.Id == id)?.Package ?? throw new SwitchRefused($"{id} is not loaded.");
        await Swap(from, to, stop);
        return $"{from.Version} → {to.Version}";
    }, stop);

    private Package Wanted(string id, string? key)
    {
        var versions = store.Versions(id).ToList();
        if (versions.Count == 0) throw new SwitchRefused($"There is no package {id}. Put its folder into the plugins folder of the data directory.");
        var package = key is null
            ? versions.FirstOrDefault(version => version.Problem is null)
            : versions.FirstOrDefault(version => version.Key == key || version.Version.ToString() == key);
        return package is null ? throw new SwitchRefused(versions[0].Problem ?? $"There is no version {key} of {id}.")
            : package.Problem is { } problem ? throw new SwitchRefused(problem) : package;
    }

    private async Task Swap(Package from, Package to, CancellationToken stop)
    {
        if (board.LoadedVersion(to.Id, to.Key) is null && Load(to) is null) throw new SwitchRefused(_refusals[to.Id]);
        Prefer(to);
        await using var database = await databases.CreateDbContextAsync(stop);
        var before = await database.Packages.FindAsync([to.Id], stop) is { } choice ? (choice.Package, choice.Previous) : (from.Key, null);
        // Killed on the way up, the next start brings every community up. On the way back it cannot take tables back without the
        // newer code, so the older version is chosen last: until then the next start is one of the newer version.
        var back = to.Version < from.Version;
        if (!back) await Choose(database, to.Id, to.Key, load: true, stop);
        await database.SaveChangesAsync(stop);
        var moved = 0;
        Exception? failed = null;
        // On the way back also where it is off: switched on later, the older version would meet the newer one's tables.
        foreach (var row in await database.Enablements.Where(row => row.Module == to.Id && (row.On || (back && row.Package == from.Key))).ToListAsync(stop))
        {
            try
            {
                await Migrate(from, to, row.Community, stop);
                row.Package = to.Key;
                await database.SaveChangesAsync(stop);
                if (!row.On) continue;
                await ledger.Listen(row.Community, Listeners(to.Id, to.Key), stop);
                // Each community at once: between its migration and its binding the old code would meet the new tables.
                BindOne(row.Community, to);
                moved++;
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                failed ??= problem;
                Tell(database, to.Id, row.Community, problem);
            }
        }
        if (failed is not null && moved == 0)
        {
            Prefer(from);
            if (!back && await database.Packages.FindAsync([to.Id], stop) is { } row) (row.Package, row.Previous) = before;
        }
        else if (back) await Choose(database, to.Id, to.Key, load: true, stop);
        await database.SaveChangesAsync(stop);
        await RetireUnused(to.Id);
        if (failed is not null && moved == 0) throw new SwitchRefused($"{to.Id} {to.Version}: the data could not be migrated, everything stays on {from.Version}: {failed.Message}");
        await departures.Collect(6, stop);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Prefer(Package package) => board.Prefer(board.LoadedVersion(package.Id, package.Key)!);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task Migrate(Package from, Package to, string community, CancellationToken stop)
    {
        var next = board.LoadedVersion(to.Id, to.Key)!;
        var old = board.LoadedVersion(from.Id, from.Key);
        return to.Version < from.Version && old is not null ? migrations.Down(old, next, community, stop) : migrations.Up(next, community, stop);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BindOne(string community, Package to) => board.Bind(community, board.LoadedVersion(to.Id, to.Key)!);

    /// <summary>Takes out the versions that no community uses any more, except the one that new communities get.</summary>
    private async Task RetireUnused(string id)
    {
        while (Unused(id) is { } key) await exit.Retire(id, key);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? Unused(string id) =>
        board.Loaded.Where(module => module.Id == id).SkipLast(1).FirstOrDefault(module => board.CommunitiesOf(module).Count == 0)?.Package.Key;

    /// <summary>Switches a module on for a community. The first time its tables are made and the agreed rights are granted.</summary>
    public Task Enable(string community, string id, string by, CancellationToken stop) => Turn(by, "enable", $"{community}/{id}", async () =>
    {
        var key = board.Loaded.LastOrDefault(module => module.Id == id)?.Package.Key ?? throw new SwitchRefused(_refusals.GetValueOrDefault(id) ?? $"{id} is not loaded. Ask the operator.");
        if (communities.Find(community) is null) throw new SwitchRefused($"There is no community {community}.");
        var manifest = store.Find(id, key)!.Manifest!;
        var missing = manifest.Requires.Where(requirement => board.For(community, requirement.Id) is null).Select(requirement => requirement.Id).ToList();
        if (missing.Count > 0) throw new SwitchRefused($"{id} needs {string.Join(", ", missing)}. Switch it on first.");
        await using var database = await databases.CreateDbContextAsync(stop);
        try
        {
            await MigrateTo(community, id, key, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            Tell(database, id, community, problem);
            await database.SaveChangesAsync(stop);
            throw new SwitchRefused($"{id} {manifest.Version}: its tables could not be made in {community}; nothing was changed: {problem.Message}");
        }
        var row = await database.Enablements.FindAsync([community, id], stop);
        if (row is null)
        {
            database.Enablements.Add(row = new() { Community = community, Module = id, Package = key, By = by });
            foreach (var permission in manifest.Permissions)
                foreach (var role in permission.Roles ?? [])
                    if (await database.Grants.FindAsync([community, role, permission.Id], stop) is null)
                        database.Grants.Add(new() { Community = community, Role = role, Permission = permission.Id });
        }
        (row.On, row.Package, row.Since, row.By, row.Reason) = (true, key, Now, by, null);
        await database.SaveChangesAsync(stop);
        await ledger.ModuleSwitched(community, id, on: true, by, store.Find(id, key)!.Manifest!.ListensTo.Count > 0 ? Listeners(id, key) : [], stop);
        grants.Forget();
        faults.Forgive(id, community);
        BindOne(community, store.Find(id, key)!);
        await RetireUnused(id);
        return true;
    }, stop);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<string> Listeners(string id, string key) => [.. board.LoadedVersion(id, key)!.Reactions.Select(reaction => $"{id}/{reaction.Name}")];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Task MigrateTo(string community, string id, string key, CancellationToken stop) => migrations.Up(board.LoadedVersion(id, key)!, community, stop);

    /// <summary>Switches a module off for a community. Its data stay.</summary>
    public Task Disable(string community, string id, string by, string? reason, CancellationToken stop) => Turn(by, "disable", $"{community}/{id}", async () =>
    {
        var needing = Dependents(community, id);
        if (needing.Count > 0 && reason is null) throw new SwitchRefused($"{string.Join(", ", needing)} needs {id}. Switch it off first.");
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Enablements.FindAsync([community, id], stop);
        if (row is not { On: true }) return false;
        (row.On, row.Since, row.By, row.Reason) = (false, Now, by, reason);
        if (reason is not null) database.Notices.Add(new() { At = Now, Module = id, Community = community, Kind = "switched-off", Detail = reason });
        await database.SaveChangesAsync(stop);
        await ledger.ModuleSwitched(community, id, on: false, by, [], stop);
        board.Unbind(community, id);
        await RetireUnused(id);
        return true;
    }, stop);

    /// <summary>Modules on in the community that need this one.</summary>
    public IReadOnlyList<string> Dependents(string community, string id) =>
        [.. board.Enabled(community).Where(module => module.Package.Manifest!.Requires.Any(requirement => requirement.Id == id)).Select(module => module.Id)];

    private void SwitchOffSoon(string module, string community, string why) => _ = Task.Run(async () =>
    {
        try
        {
            var everywhere = community.Length == 0 ? board.Loaded.Where(loaded => loaded.Id == module).SelectMany(board.CommunitiesOf).ToList() : [community];
            foreach (var place in everywhere) await Disable(place, module, "platform", why, CancellationToken.None);
        }
        catch (Exception problem)
        {
            log.LogError(problem, "{Module} could not be switched off for {Community} after its faults", module, community);
        }
    });

    private static async Task Choose(PlatformDbContext database, string id, string key, bool load, CancellationToken stop)
    {
        var row = await database.Packages.FindAsync([id], stop);
        if (row is null) database.Packages.Add(row = new() { Module = id, Package = key });
        if (row.Package != key) (row.Previous, row.Package) = (row.Package, key);
        row.Load = load;
    }

    private async Task<T> Turn<T>(string by, string act, string subject, Func<Task<T>> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        var outcome = "failed";
        try
        {
            var result = await work();
            outcome = "done";
            return result;
        }
        catch (SwitchRefused)
        {
            outcome = "refused";
            throw;
        }
        finally
        {
            _turn.Release();
            await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
            database.OperatorLog.Add(new() { At = Now, By = by, Act = act, Subject = subject, Outcome = outcome });
            await database.SaveChangesAsync(CancellationToken.None);
        }
    }
}
