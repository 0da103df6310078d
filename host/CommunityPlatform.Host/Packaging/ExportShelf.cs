using System.Text.RegularExpressions;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Packaging;

/// <summary>The exported data of an uninstalled module, in one community.</summary>
internal sealed record ModuleExport(string Community, string Name, long Bytes, DateTime At);

/// <summary>卸载留存 · What uninstalled modules left for their communities. It holds personal data, so every way out of here is written down.</summary>
internal sealed partial class ExportShelf(
    ModuleData data, CommunityDirectory communities, CommunityLedger ledger, IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, TimeProvider clock)
{
    public const string Fetched = "fetch-export", Deleted = "delete-export";

    [GeneratedRegex(@"^[a-z][a-z0-9-]*-\d{8}-\d{6}\.zip$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex ExportName();

    public IReadOnlyList<ModuleExport> All() =>
    [
        .. from community in communities.All
           let folder = new DirectoryInfo(Path.Combine(options.Data, "communities", community.Slug, "exports"))
           where folder.Exists
           from file in folder.EnumerateFiles("*.zip")
           where ExportName().IsMatch(file.Name)
           orderby file.LastWriteTimeUtc descending
           select new ModuleExport(community.Slug, file.Name, file.Length, file.LastWriteTimeUtc),
    ];

    /// <summary>Where it lies, noted in the operator's log and in the community's own before it is handed out; null where there is none.</summary>
    public async Task<string?> Fetch(string community, string name, string by, CancellationToken stop)
    {
        if (Find(community, name) is not { } path) return null;
        await Note(community, name, by, Fetched, stop);
        return path;
    }

    public async Task Delete(string community, string name, string by, CancellationToken stop)
    {
        if (Find(community, name) is not { } path) return;
        await Note(community, name, by, Deleted, stop);
        File.Delete(path);
    }

    private string? Find(string community, string name) =>
        communities.Find(community) is not null && ExportName().IsMatch(name) && data.ExportOf(community, name) is var path && File.Exists(path) ? path : null;

    private async Task Note(string community, string name, string by, string act, CancellationToken stop)
    {
        await using (var database = await databases.CreateDbContextAsync(stop))
        {
            database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = by, Act = act, Subject = $"{community} {name}", Outcome = "done" });
            await database.SaveChangesAsync(stop);
        }
        await ledger.Note(community, new(null, by, Sdk.People.PersonKind.Staff), act, name, stop);
    }
}
