using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk.Manifest;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy;

/// <summary>声明 · What host and modules declare of persons in a community. Holds manifests only, nothing of a module's code.</summary>
internal sealed class DeclaredHere(ModuleBoard board, PackageStore packages, IDbContextFactory<PlatformDbContext> databases)
{
    public const string Host = "host";

    /// <summary>Purposes for which consent is asked here: the host's, then those of each module that is on.</summary>
    public IReadOnlyList<ConsentPurpose> Consents(string community) =>
        [.. HostConsents.All, .. board.Enabled(community).SelectMany(module => module.Package.Manifest!.Consents)];

    /// <summary>The module that a purpose belongs to.</summary>
    public static string OwnerOf(string purpose) => purpose[..purpose.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Modules that keep something of persons here, on or off: one that is off still has its rows.</summary>
    public async Task<IReadOnlyList<ModuleHere>> Modules(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Enablements.AsNoTracking().Where(row => row.Community == community).OrderBy(row => row.Module).ToListAsync(stop);
        return
        [
            .. from row in rows
               let manifest = board.For(community, row.Module)?.Package.Manifest ?? packages.Find(row.Module, row.Package)?.Manifest ?? packages.Versions(row.Module).FirstOrDefault()?.Manifest
               where manifest is null or { PersonalData.Count: > 0 }
               select new ModuleHere(row.Module, manifest, board.For(community, row.Module) is not null),
        ];
    }

    /// <summary>A module's name for people.</summary>
    public string NameOf(string module) => module == Host ? PrivacyTexts.In(System.Globalization.CultureInfo.CurrentUICulture.Name, "Host.Name") : packages.NameOf(module);
}

/// <summary>A module with tables in a community.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Manifest">What it declares; null where its package is gone.</param>
/// <param name="IsOn">Whether it can be asked.</param>
internal sealed record ModuleHere(string Id, ModuleManifest? Manifest, bool IsOn);
