using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using Microsoft.EntityFrameworkCore;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// The one place where modules are loaded, switched, replaced and taken out. One act at a time; each is written down before it
/// takes effect, and stands in the operator's log.
/// </summary>
internal sealed class ModuleDesk(
    PackageStore store, ModuleStart start, ModuleIntake intake, ModuleBinding binding, ModuleSwap swap, ModuleExit exit, ModuleBoard board, Departures departures,
    Faults faults, IDbContextFactory<PlatformDbContext> databases, CommunityDirectory communities, CommunityLedger ledger, Grants grants,
    PlatformUpkeep platform, DatabasePlaces places, PlatformOptions options, TimeProvider clock, ILogger<ModuleDesk> log)
{
    /// <summary>The name of the turn among all hosts.</summary>
    private const string Desk = "desk";

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Why an id could not be loaded, by id.</summary>
    public IReadOnlyDictionary<string, ModuleRefusal> Refusals => intake.Refusals;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Loads what is to be loaded, in the order of requirements, and binds each community as it was.</summary>
    public async Task Start(CancellationToken stop)
    {
        faults.LimitReached += SwitchOffSoon;
        await using (await platform.Turn(Desk, stop)) await start.Run(stop);
        if (options is { ReplaceOnBuild: true, SafeMode: false }) store.Changed += FollowBuilds;
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

    public Task<string> LoadNow(string id, string? key, string by, CancellationToken stop) => Turn(by, "load", id, async () =>
    {
        var package = Wanted(id, key);
        await Stays(id, stop);
        if (board.Loaded.Any(module => module.Id == id)) throw new SwitchRefused(RefusalCode.AlreadyLoaded, id);
        if (!intake.Load(package)) throw new SwitchRefused(intake.Refusals[id]);
        await using var database = await databases.CreateDbContextAsync(stop);
        await ModuleSwap.Choose(database, id, package.Key, load: true, stop);
        await database.SaveChangesAsync(stop);
        await binding.AsBefore(database, id, package.Key, stop);
        await database.SaveChangesAsync(stop);
        return package.Version.ToString();
    }, stop);

    public Task<string> UnloadNow(string id, string by, CancellationToken stop) => Turn(by, "unload", id, async () =>
    {
        if (board.Loaded.All(module => module.Id != id)) throw new SwitchRefused(RefusalCode.NotLoaded, id);
        var needing = board.Loaded.Where(module => module.Package.Manifest!.Requires.Any(requirement => requirement.Id == id)).Select(module => module.Id).Distinct().ToList();
        if (needing.Count > 0) throw new SwitchRefused(RefusalCode.LoadedNeedIt, string.Join(", ", needing), id);
        await using var database = await databases.CreateDbContextAsync(stop);
        await ModuleSwap.Choose(database, id, board.Loaded.Last(module => module.Id == id).Package.Key, load: false, stop);
        await database.SaveChangesAsync(stop);
        while (board.Loaded.Any(module => module.Id == id)) await exit.Retire(id, null);
        await departures.Collect(10, stop);
        return id;
    }, stop);

    /// <summary>Brings another version in while people go on. A community whose data cannot be migrated stays on the old one.</summary>
    public Task<string> Replace(string id, string? key, string by, CancellationToken stop) => Turn(by, "replace", id, async () =>
    {
        var from = board.Loaded.LastOrDefault(module => module.Id == id)?.Package ?? throw new SwitchRefused(RefusalCode.NotLoaded, id);
        var to = Wanted(id, key);
        if (to.Key == from.Key) throw new SwitchRefused(RefusalCode.RunsAlready, id, $"{to.Version}");
        await swap.Run(from, to, stop);
        return $"{from.Version} → {to.Version}";
    }, stop);

    public Task<string> RollBack(string id, string by, CancellationToken stop) => Turn(by, "roll-back", id, async () =>
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var choice = await database.Packages.FindAsync([id], stop);
        if (choice?.Previous is not { } previous || store.Find(id, previous) is not { } to) throw new SwitchRefused(RefusalCode.NoEarlierVersion, id);
        var from = board.Loaded.LastOrDefault(module => module.Id == id)?.Package ?? throw new SwitchRefused(RefusalCode.NotLoaded, id);
        await swap.Run(from, to, stop);
        return $"{from.Version} → {to.Version}";
    }, stop);

    private Package Wanted(string id, string? key)
    {
        var versions = store.Versions(id).ToList();
        if (versions.Count == 0) throw new SwitchRefused(RefusalCode.NoPackage, id);
        var package = key is null
            ? versions.FirstOrDefault(version => version.Problem is null)
            : versions.FirstOrDefault(version => version.Key == key || version.Version.ToString() == key);
        return package is null ? throw new SwitchRefused(versions[0].Problem ?? new(RefusalCode.NoVersion, key ?? "", id))
            : package.Problem is { } problem ? throw new SwitchRefused(problem) : package;
    }

    /// <summary>A module that is to be uninstalled begins nothing new.</summary>
    private async Task Stays(string id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Uninstalls.FindAsync([id], stop) is { } leaving) throw new SwitchRefused(RefusalCode.BeingUninstalled, id, Admin.WhenText.Minute(clock, leaving.Due));
    }

    /// <summary>Switches a module on for a community. The first time its tables are made and the agreed rights are granted.</summary>
    public Task Enable(string community, string id, string by, CancellationToken stop) => Turn(by, "enable", $"{community}/{id}", async () =>
    {
        var key = board.Loaded.LastOrDefault(module => module.Id == id)?.Package.Key ?? throw new SwitchRefused(intake.Refusals.GetValueOrDefault(id) ?? new(RefusalCode.NotLoadedHere, id));
        if (communities.Find(community) is null) throw new SwitchRefused(RefusalCode.NoCommunity, community);
        await Stays(id, stop);
        if (places.IsMoving(community)) throw new SwitchRefused(RefusalCode.BeingMoved, community);
        var manifest = store.Find(id, key)!.Manifest!;
        var missing = manifest.Requires.Where(requirement => board.For(community, requirement.Id) is null).Select(requirement => requirement.Id).ToList();
        if (missing.Count > 0) throw new SwitchRefused(RefusalCode.RequirementOff, id, string.Join(", ", missing));
        await using var database = await databases.CreateDbContextAsync(stop);
        try
        {
            await binding.Ready(await database.Enablements.FindAsync([community, id], stop), community, id, key, stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            binding.Tell(database, id, community, problem);
            await database.SaveChangesAsync(stop);
            throw new SwitchRefused(RefusalCode.TablesNotMade, id, manifest.Version, community, problem.Message);
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
        await ledger.ModuleSwitched(community, id, on: true, by, store.Find(id, key)!.Manifest!.ListensTo.Count > 0 ? binding.Listeners(id, key) : [], stop);
        grants.Forget();
        faults.Forgive(id, community);
        binding.Open(community, id, key);
        await exit.RetireUnused(id);
        return true;
    }, stop);

    /// <summary>Switches a module off for a community. Its data stay.</summary>
    public Task Disable(string community, string id, string by, string? reason, CancellationToken stop) => Turn(by, "disable", $"{community}/{id}", async () =>
    {
        if (places.IsMoving(community)) throw new SwitchRefused(RefusalCode.BeingMoved, community);
        var needing = Dependents(community, id);
        if (needing.Count > 0 && reason is null) throw new SwitchRefused(RefusalCode.EnabledNeedIt, string.Join(", ", needing), id);
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Enablements.FindAsync([community, id], stop);
        if (row is not { On: true }) return false;
        (row.On, row.Since, row.By, row.Reason) = (false, Now, by, reason);
        if (reason is not null) database.Notices.Add(new() { At = Now, Module = id, Community = community, Kind = "switched-off", Detail = reason });
        await database.SaveChangesAsync(stop);
        await ledger.ModuleSwitched(community, id, on: false, by, [], stop);
        board.Unbind(community, id);
        await exit.RetireUnused(id);
        return true;
    }, stop);

    /// <summary>Whether a community has the module on, loaded or not: one that cannot be loaded any more can still be switched off.</summary>
    public async Task<bool> IsOn(string community, string id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Enablements.FindAsync([community, id], stop) is { On: true };
    }

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

    /// <summary>Does something while no switch is under way.</summary>
    public async Task Between(Func<Task> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<T> Turn<T>(string by, string act, string subject, Func<Task<T>> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        var (outcome, since) = ("failed", clock.GetTimestamp());
        try
        {
            // Another host may be switching; what it did is seen when it is our turn.
            await using var ours = await platform.Turn(Desk, stop);
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
            log.LogInformation("{Act} {Subject} by {By}: {Outcome} in {Milliseconds:0} ms", act, subject, by, outcome, clock.GetElapsedTime(since).TotalMilliseconds);
            await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
            database.OperatorLog.Add(new() { At = Now, By = by, Act = act, Subject = subject, Outcome = outcome });
            await database.SaveChangesAsync(CancellationToken.None);
        }
    }
}
