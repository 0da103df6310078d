using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// 删除模块 · Takes a module away for good, with its data: exported first, then a time in which it can be undone, then gone. Switching off
/// is another act and deletes nothing.
/// </summary>
internal sealed class UninstallDesk(
    ModuleDesk desk, ModuleBoard board, PackageStore store, ModuleData data, CommunityDirectory communities, CommunityLedger ledger, Grants grants,
    IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, TimeProvider clock, ILogger<UninstallDesk> log)
{
    /// <summary>The audit log's word, in every community that had data.</summary>
    public const string Act = "UninstallModule";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>When something asked for now would be due.</summary>
    public DateTime Due => Now.AddDays(options.UninstallDays);

    public async Task<Uninstall?> Pending(string id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Uninstalls.AsNoTracking().FirstOrDefaultAsync(row => row.Module == id, stop);
    }

    /// <summary>What it has, in each community that has something.</summary>
    public async Task<IReadOnlyList<ModuleTraces>> Traces(string id, CancellationToken stop)
    {
        var found = new List<ModuleTraces>();
        foreach (var community in communities.All)
            if (await data.Traces(community.Slug, id, stop) is { Any: true } traces) found.Add(traces);
        return found;
    }

    /// <summary>Where the export of something asked for now would lie.</summary>
    public string ExportName(string id) => $"{id}-{clock.Local(Now):yyyyMMdd-HHmmss}.zip";

    /// <summary>Exports its data, stops its code and begins the time in which it can be undone.</summary>
    /// <exception cref="SwitchRefused">It is on somewhere, another module needs it, or it is leaving already.</exception>
    public async Task<Uninstall> Begin(string id, string by, CancellationToken stop)
    {
        Uninstall? row = null;
        await desk.Between(async () => row = await Write(id, by, stop), stop);
        try
        {
            if (board.Loaded.Any(module => module.Id == id)) await desk.UnloadNow(id, by, stop);
        }
        catch (SwitchRefused refused) when (refused.Refusal.Code == RefusalCode.NotLoaded)
        {
            // Following the row, as the other hosts do, this one was quicker.
        }
        return row!;
    }

    /// <summary>Lets it stay. Its data were not touched; the exports go.</summary>
    /// <exception cref="SwitchRefused">It is not leaving.</exception>
    public Task Undo(string id, string by, CancellationToken stop) => desk.Between(async () =>
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Uninstalls.FindAsync([id], stop) ?? throw new SwitchRefused(RefusalCode.NotBeingUninstalled, id);
        database.Uninstalls.Remove(row);
        Note(database, by, "undo-uninstall", id);
        await database.SaveChangesAsync(stop);
        foreach (var community in communities.All) DeleteExport(community.Slug, row.Export);
    }, stop);

    /// <summary>Ends what is due. What fails is told and tried again at the next look.</summary>
    public async Task FinishDue(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var now = Now;
        foreach (var row in await database.Uninstalls.AsNoTracking().Where(row => row.Due <= now).ToListAsync(stop))
        {
            try
            {
                await desk.Between(() => Finish(row, stop), stop);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogError(problem, "{Module} could not be uninstalled; it is tried again", row.Module);
            }
        }
    }

    private async Task<Uninstall> Write(string id, string by, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Uninstalls.FindAsync([id], stop) is { } already) throw new SwitchRefused(RefusalCode.BeingUninstalled, id, clock.Minute(already.Due));
        var on = await On(id, stop);
        if (on.Count > 0) throw new SwitchRefused(RefusalCode.StillEnabled, id, string.Join(", ", on));
        var needing = Needing(id);
        if (needing.Count > 0) throw new SwitchRefused(RefusalCode.LoadedNeedIt, string.Join(", ", needing), id);
        var row = new Uninstall { Module = id, Asked = Now, Due = Due, By = by, Export = ExportName(id) };
        await Export(row, stop);
        var choice = await database.Packages.FindAsync([id], stop);
        if (choice is null) database.Packages.Add(choice = new() { Module = id, Package = store.Versions(id).First().Key });
        choice.Load = false;
        database.Uninstalls.Add(row);
        Note(database, by, "begin-uninstall", id);
        await database.SaveChangesAsync(stop);
        return row;
    }

    /// <summary>Communities that have it on, whether or not it is loaded.</summary>
    public async Task<IReadOnlyList<string>> On(string id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Enablements.Where(row => row.Module == id && row.On).Select(row => row.Community).ToListAsync(stop);
    }

    /// <summary>Loaded modules that cannot do without it.</summary>
    public IReadOnlyList<string> Needing(string id) =>
        [.. board.Loaded.Where(module => module.Package.Manifest!.Requires.Any(need => need.Id == id)).Select(module => module.Id).Distinct(StringComparer.Ordinal)];

    private async Task Export(Uninstall row, CancellationToken stop)
    {
        var written = new List<string>();
        try
        {
            foreach (var traces in await Traces(row.Module, stop))
            {
                written.Add(traces.Community);
                await data.Export(traces.Community, row.Module, row.Export, stop);
            }
        }
        catch
        {
            foreach (var community in written) DeleteExport(community, row.Export);
            throw;
        }
    }

    /// <summary>Community by community, the package, then the rights; the row that says so goes last, so that a cut-off end is ended later.</summary>
    private async Task Finish(Uninstall row, CancellationToken stop)
    {
        var id = row.Module;
        foreach (var community in communities.All)
        {
            // Noted first: an end that is cut off here is noted twice rather than never.
            if ((await data.Traces(community.Slug, id, stop)).Any) await ledger.Note(community.Slug, Asker.Platform.Person, Act, id, stop);
            await data.Remove(community.Slug, id, stop);
        }
        var shipped = store.Versions(id).Any(version => version.Origin.StartsWith(options.PackageFolders[0] + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        if (!shipped) store.Remove(id);
        await using var database = await databases.CreateDbContextAsync(stop);
        var prefix = id + ".";
        database.Grants.RemoveRange(await database.Grants.Where(grant => grant.Permission.StartsWith(prefix)).ToListAsync(stop));
        database.Enablements.RemoveRange(await database.Enablements.Where(enablement => enablement.Module == id).ToListAsync(stop));
        // What ships with the product would load itself at the next start.
        if (!shipped && await database.Packages.FindAsync([id], stop) is { } choice) database.Packages.Remove(choice);
        if (await database.Uninstalls.FindAsync([id], stop) is { } leaving) database.Uninstalls.Remove(leaving);
        Note(database, row.By, "uninstall", id);
        await database.SaveChangesAsync(stop);
        grants.Forget();
        log.LogInformation("{Module} is uninstalled with its data, as {By} asked on {Asked}", id, row.By, row.Asked);
    }

    private void DeleteExport(string community, string name)
    {
        if (data.ExportOf(community, name) is var path && File.Exists(path)) File.Delete(path);
    }

    private void Note(PlatformDbContext database, string by, string act, string subject) => database.OperatorLog.Add(new() { At = Now, By = by, Act = act, Subject = subject, Outcome = "done" });
}

/// <summary>Ends uninstallations when their time is up.</summary>
internal sealed class UninstallWatch(UninstallDesk desk, Opening opening, TimeProvider clock, ILogger<UninstallWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Door.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5), clock);
        try
        {
            do
            {
                try
                {
                    await desk.FinishDue(stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    log.LogError(problem, "It could not be seen which modules are to be uninstalled; it is tried again");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }
}
