using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using Microsoft.EntityFrameworkCore;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Admin;

/// <summary>Reads the package files that wait into words for the operator's pages and API.</summary>
internal sealed class OfferShelf(PackageFileDesk desk, PublisherBook publishers, PackageStore store, ModuleBoard board, IDbContextFactory<PlatformDbContext> databases, CommunityDirectory communities)
{
    public async Task<IReadOnlyList<OfferRow>> Rows(CancellationToken stop)
    {
        var rows = new List<OfferRow>();
        foreach (var offer in desk.Waiting) rows.Add(await Row(offer, stop));
        return rows;
    }

    public async Task<OfferRow> Row(PackageOffer offer, CancellationToken stop)
    {
        if (offer.Package is not { Manifest: var manifest, Key: var key } package) return new() { Offer = offer };
        var (state, publisher) = await publishers.Judge(package.Signature, stop);
        var here = Here(manifest.Id);
        var before = here?.Manifest;
        await using var database = await databases.CreateDbContextAsync(stop);
        var on = await database.Enablements.AsNoTracking().Where(row => row.Module == manifest.Id && row.On).Select(row => row.Community).ToListAsync(stop);
        var decided = here is null ? null : await database.Decisions.AsNoTracking().Where(row => row.Module == here.Id && row.Package == here.Key).OrderByDescending(row => row.At).FirstOrDefaultAsync(stop);
        return new()
        {
            Offer = offer, State = state, Publisher = publisher, Here = here?.Version.ToString(), Runs = board.Loaded.Any(module => module.Id == manifest.Id),
            Step = Compare(manifest.Id, key, SemanticVersion.Parse(manifest.Version), here),
            On = [.. on.Select(slug => communities.Find(slug)?.Name ?? slug)],
            Needs = [.. manifest.Requires.Select(need => new OfferNeed(store.NameOf(need.Id), need.Range, Loaded(need.Id)))],
            NewPermissions = before is null ? [] : [.. manifest.Permissions.Where(permission => before.Permissions.All(old => old.Id != permission.Id))],
            NewPersonalData = before is null ? [] : [.. manifest.PersonalData.Where(field => before.PersonalData.All(old => old.Field != field.Field))],
            OtherPublisher = decided?.KeyId is { } keyId && keyId != package.Signature?.KeyId ? decided.Publisher : null,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Package? Here(string id) => board.Loaded.LastOrDefault(module => module.Id == id)?.Package ?? store.Versions(id).FirstOrDefault(version => version.Problem is null);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string? Loaded(string id) => board.Loaded.LastOrDefault(module => module.Id == id)?.Package.Version.ToString();

    private OfferStep Compare(string id, string key, SemanticVersion version, Package? here) =>
        store.Find(id, key) is not null ? OfferStep.Same
        : here is null ? OfferStep.New
        : version == here.Version ? OfferStep.OtherBuild
        : version > here.Version ? OfferStep.Newer : OfferStep.Older;
}
