using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.News;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Brings this host to what another one has switched: the rows say which versions are loaded and who uses which. Data are never
/// migrated here; the host that switched has done so before it wrote the row.
/// </summary>
internal sealed class ModuleFollow(
    ModuleDesk desk, PackageStore store, ModuleIntake intake, ModuleBinding binding, ModuleExit exit, ModuleBoard board, Faults faults, CommunityDirectory communities,
    IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, ILogger<ModuleFollow> log) : INewsReader
{
    public string Topic => NewsTopic.Modules;

    public Task Read(CancellationToken stop) => options.SafeMode ? Task.CompletedTask : desk.Between(() => Follow(stop), stop);

    private async Task Follow(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var choices = await database.Packages.AsNoTracking().ToListAsync(stop);
        var rows = await database.Enablements.AsNoTracking().ToListAsync(stop);
        // Doors close first: that is what somebody is waiting for.
        foreach (var row in rows.Where(row => !row.On && Bound(row.Community, row.Module) is not null)) board.Unbind(row.Community, row.Module);
        foreach (var choice in choices.Where(choice => !choice.Load)) await TakeOut(choice.Module);
        Bring([.. choices.Where(choice => choice.Load)]);
        foreach (var row in rows.Where(row => row.On && choices.Exists(choice => choice.Module == row.Module && choice.Load))) Bind(row);
        foreach (var id in board.Loaded.Select(module => module.Id).Distinct().ToList()) await exit.RetireUnused(id);
    }

    private void Bring(List<PackageChoice> choices)
    {
        var missing = choices.Where(choice => board.LoadedVersion(choice.Module, choice.Package) is null).Select(choice => store.Find(choice.Module, choice.Package)).OfType<Package>().ToList();
        if (missing.Count > 0) intake.LoadAll(missing);
        foreach (var choice in choices)
        {
            if (board.LoadedVersion(choice.Module, choice.Package) is null)
                log.LogError("{Module} {Version}, which another host has loaded, cannot be loaded here", choice.Module, choice.Package);
            else if (Preferred(choice.Module) != choice.Package) Prefer(choice.Module, choice.Package);
        }
    }

    private void Bind(Enablement row)
    {
        if (Bound(row.Community, row.Module) == row.Package || communities.Find(row.Community) is null) return;
        if (board.LoadedVersion(row.Module, row.Package) is null && (store.Find(row.Module, row.Package) is not { } package || !intake.Load(package, behind: true)))
        {
            // Nothing at all is better than old code on new tables.
            log.LogError("{Community} uses {Module} {Version}, which cannot be loaded here: the module is closed on this host", row.Community, row.Module, row.Package);
            board.Unbind(row.Community, row.Module);
            return;
        }
        faults.Forgive(row.Module, row.Community);
        binding.Open(row.Community, row.Module, row.Package);
    }

    private async Task TakeOut(string id)
    {
        while (board.Loaded.Any(module => module.Id == id)) await exit.Retire(id, null);
    }

    private string? Bound(string community, string id) => board.For(community, id)?.Package.Key;

    private string? Preferred(string id) => board.Loaded.LastOrDefault(module => module.Id == id)?.Package.Key;

    private void Prefer(string id, string key) => board.Prefer(board.LoadedVersion(id, key)!);
}
