using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.Pages;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Admin;

/// <summary>Reads the modules of one community into words for its administrator.</summary>
internal sealed class ModuleShelf(
    IDbContextFactory<PlatformDbContext> databases, PackageStore store, ModuleBoard board, ModuleDesk desk, Faults faults,
    ActsUnderWay acts, PlatformOptions options, TimeProvider clock)
{
    private sealed record Books(IReadOnlyDictionary<string, Enablement> Enablements, IReadOnlyDictionary<string, PackageChoice> Choices, IReadOnlyDictionary<string, string> Stuck);

    public async Task<IReadOnlyList<ModuleCard>> Cards(string community, CancellationToken stop)
    {
        var books = await Read(community, stop);
        return [.. store.All.GroupBy(package => package.Id).Select(versions => Card(community, [.. versions], books)).OrderBy(Rank).ThenBy(card => card.Id, StringComparer.Ordinal)];
    }

    /// <summary>What a switch would do, or null where there is nothing to switch.</summary>
    public async Task<SwitchEffect?> Effect(string community, string id, bool on, CancellationToken stop)
    {
        var first = on && !(await Read(community, stop)).Enablements.ContainsKey(id);
        return EffectNow(community, id, on, first);
    }

    private async Task<Books> Read(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var enablements = await database.Enablements.AsNoTracking().Where(row => row.Community == community).ToDictionaryAsync(row => row.Module, stop);
        var choices = await database.Packages.AsNoTracking().ToDictionaryAsync(row => row.Module, stop);
        var stuck = await database.Notices.AsNoTracking().Where(row => row.Community == community && row.Kind == "migration-failed").OrderBy(row => row.At).ToListAsync(stop);
        return new(enablements, choices, stuck.GroupBy(row => row.Module).ToDictionary(rows => rows.Key, rows => rows.Last().Detail, StringComparer.Ordinal));
    }

    private static int Rank(ModuleCard card) => card.Health == CardHealth.Refused ? 0 : card.BuiltIn ? 1 : 2;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ModuleCard Card(string community, IReadOnlyList<Package> versions, Books books)
    {
        var id = versions[0].Id;
        var bound = board.For(community, id)?.Package;
        var loaded = board.Loaded.LastOrDefault(module => module.Id == id)?.Package;
        var row = books.Enablements.GetValueOrDefault(id);
        var choice = books.Choices.GetValueOrDefault(id);
        var usable = versions.FirstOrDefault(version => version.Problem is null);
        var shown = bound ?? loaded ?? versions.FirstOrDefault(version => version.Key == choice?.Package) ?? usable ?? versions[0];
        var mine = faults.Recent.Where(fault => fault.Module == id && (fault.Community is null || fault.Community == community) && fault.At > clock.GetUtcNow().UtcDateTime.AddDays(-1))
            .Reverse().Take(20).Select(PackageShelf.Line).ToList();
        var refusal = desk.Refusals.GetValueOrDefault(id);
        var broken = versions.FirstOrDefault(version => version.Problem is not null && !ReferenceEquals(version, shown));
        var health =
            bound is not null ? mine.Count > 0 ? CardHealth.Faulty : CardHealth.Running
            : loaded is null ? shown.Problem is not null || (refusal is not null && choice is not { Load: false }) ? CardHealth.Refused : CardHealth.NotLoaded
            : row is { On: true } ? CardHealth.Stuck
            : row?.Reason is not null ? CardHealth.SwitchedOff
            : CardHealth.Off;
        return new()
        {
            Id = id, Version = shown.Version.ToString(), Manifest = shown.Manifest, Health = health, On = bound is not null,
            BuiltIn = store.ShipsWithProduct(shown, options),
            CanSwitch = loaded is not null,
            Refusal = health == CardHealth.Refused ? shown.Problem ?? refusal : null,
            Detail = health switch
            {
                CardHealth.SwitchedOff => row!.Reason,
                CardHealth.Stuck => books.Stuck.GetValueOrDefault(id),
                _ => null,
            },
            Newer = usable is not null && loaded is not null && usable.Version > shown.Version ? usable.Version.ToString() : null,
            NewerProblem = health == CardHealth.Refused ? null : broken?.Problem ?? (loaded is not null ? refusal : null),
            Previous = choice?.Previous is { } previous && store.Find(id, previous) is { } back && back.Key != shown.Key ? back.Version.ToString() : null,
            Pages = (bound ?? loaded) is { } code ? board.LoadedVersion(id, code.Key)?.Pages.Count : null,
            Needs = [.. (shown.Manifest?.Requires ?? []).Select(need => new Need(need.Id, NameOf(need.Id), need.Range, board.For(community, need.Id) is not null, books.Enablements.GetValueOrDefault(need.Id) is { On: false, Reason: not null }))],
            NeededBy = [.. desk.Dependents(community, id).Select(NameOf)],
            Faults = mine,
            Busy = acts.By(id, community),
            Since = row?.Since, By = row?.By,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SwitchEffect? EffectNow(string community, string id, bool on, bool first)
    {
        var module = (on ? null : board.For(community, id)) ?? board.Loaded.LastOrDefault(loaded => loaded.Id == id);
        if (module?.Package.Manifest is not { } manifest) return null;
        int On(Surface surface) => module.Pages.Count(page => page.Surface == surface);
        return new()
        {
            Id = id, Name = manifest.Name.ToString(), On = on, First = first,
            Navigation = [.. manifest.Navigation.Select(entry => entry.Text.ToString())],
            Tiles = [.. manifest.Tiles.Select(tile => tile.Text.ToString())],
            StaffPages = On(Surface.Staff), KioskPages = On(Surface.Kiosk), ScreenPages = On(Surface.Display),
            Blockers = on
                ? [.. manifest.Requires.Where(need => board.For(community, need.Id) is null).Select(need => NameOf(need.Id))]
                : [.. desk.Dependents(community, id).Select(NameOf)],
            Listeners = [.. board.Enabled(community).Where(other => other.Id != id && other.Package.Manifest!.ListensTo.Intersect(manifest.Publishes).Any()).Select(other => NameOf(other.Id))],
            Rights = first ? RightsOf(manifest) : [],
            PersonalFields = manifest.PersonalData.Count,
        };
    }

    private static List<RoleRights> RightsOf(ModuleManifest manifest) =>
    [
        .. manifest.Permissions.SelectMany(permission => (permission.Roles ?? []).Select(role => (role, permission.Name)))
            .GroupBy(pair => pair.role, StringComparer.Ordinal)
            .Select(rights => new RoleRights(rights.Key, [.. rights.Select(right => right.Name.ToString())])),
    ];

    private string NameOf(string id) => store.NameOf(id);
}
