using System.Collections.Concurrent;
using System.Globalization;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Kiosk;

/// <summary>
/// 磁贴 · The tiles that a community's modules offer, with their living lines. A module that is slow or fails keeps its
/// declared line. Nothing of a module is kept here: only strings.
/// </summary>
internal sealed class TileLines(ModuleBoard board, DatabaseEngine engine, Faults faults, KioskTiming timing, TimeProvider clock, ILogger<TileLines> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    // A tile that fails may not use up its module's faults by being asked every few seconds, in each language.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(6);
    private const int Longest = 60;

    private readonly ConcurrentDictionary<Key, (string? Line, DateTimeOffset Until)> _kept = new();

    private readonly record struct Key(string Community, string Culture, string Module, string Version, string Tile);

    /// <summary>The tiles as module.json declares them.</summary>
    public IReadOnlyList<HomeTile> Declared(string community) =>
    [
        .. from module in board.Enabled(community)
           let manifest = module.Package.Manifest
           where manifest is not null
           from tile in manifest.Tiles
           // "./" keeps whatever a plugin wrote inside this kiosk.
           select new HomeTile(module.Id, module.Package.Key, tile.Id, tile.Text.ToString(), tile.Sub.ToString(), "./" + tile.Href.TrimStart('/'), tile.Icon ?? manifest.Icon, manifest.Hue),
    ];

    /// <summary>The same tiles with their living lines, after a second at most.</summary>
    public async Task<IReadOnlyList<HomeTile>> Living(CurrentCommunity community, CancellationToken stop)
    {
        foreach (var old in _kept.Where(kept => kept.Value.Until < clock.GetUtcNow())) _kept.TryRemove(old);
        var tiles = Declared(community.Slug);
        var lines = await Task.WhenAll(tiles.Select(tile => LineOf(community, tile, stop)));
        return [.. tiles.Zip(lines, (tile, line) => line is null ? tile : tile with { Sub = line })];
    }

    private async Task<string?> LineOf(CurrentCommunity community, HomeTile tile, CancellationToken stop)
    {
        var key = new Key(community.Slug, CultureInfo.CurrentUICulture.Name, tile.Module, tile.Version, tile.Id);
        if (_kept.TryGetValue(key, out var kept)) return kept.Line;
        var answer = await TileAnswer.Of(inTime => Ask(community, tile, inTime), Limit, clock, stop);
        if (answer.Fault is { } fault and not CommunityMovingException && !DatabaseEngine.IsLost(fault) && board.For(community.Slug, tile.Module) is { } module && module.Package.Key == tile.Version)
            faults.Report(module, community.Slug, $"tile {tile.Id}", fault);
        if (answer.Late) log.LogWarning("The line of tile {Tile} of {Module} took longer than {Limit}", tile.Id, tile.Module, Limit);
        var line = Short(answer.Line);
        _kept[key] = (line, clock.GetUtcNow() + (answer.Fault is not null || answer.Late ? Rest : timing.Lines));
        return line;
    }

    private async Task<string?> Ask(CurrentCommunity community, HomeTile tile, CancellationToken stop)
    {
        if (board.For(community.Slug, tile.Module) is not { } module || module.Package.Key != tile.Version) return null;
        // Counted in until the module has really answered, late or not.
        using var inside = module.Enter();
        await using var session = await engine.Open(community.Slug, write: false, stop);
        await using var scope = module.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActFrameHolder>().Frame =
            new ActFrame(new CurrentPerson(null, "", PersonKind.Resident, new HashSet<Guid>()), community, session, module.Id, clock.GetUtcNow().UtcDateTime);
        return scope.ServiceProvider.GetServices<IKioskTileLine>().FirstOrDefault(line => line.Tile == tile.Id) is { } living ? await living.Line(stop) : null;
    }

    private static string? Short(string? line) => string.IsNullOrWhiteSpace(line) ? null : line.Length > Longest ? line[..(Longest - 1)] + "…" : line;
}
