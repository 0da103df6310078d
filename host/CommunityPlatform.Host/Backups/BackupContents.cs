using System.Text.Json;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Backups;

/// <summary>One file in a backup.</summary>
internal sealed record KeptFile(string Path, long Length, string Sha256);

/// <summary>What a community's database held when it was copied.</summary>
/// <param name="Slug">Its short name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tables">Rows of each table.</param>
/// <param name="AuditLines">The number of the last line of its audit chain; 0 where there is none.</param>
/// <param name="AuditHash">That line's hash.</param>
internal sealed record KeptCommunity(string Slug, string Name, IReadOnlyDictionary<string, long> Tables, long AuditLines, string? AuditHash)
{
    public long Rows => Tables.Values.Sum();
}

/// <summary>The list that stands last in a backup. Whoever reads it back compares everything with it.</summary>
internal sealed record BackupContents(IReadOnlyList<KeptCommunity> Communities, IReadOnlyDictionary<string, long> PlatformTables, IReadOnlyList<KeptFile> Files)
{
    public const string FileName = "contents.json";
    public const string PlatformFile = "platform.db";
    public const string KeysFolder = "keys/", SettingsFolder = "settings/", StoreFolder = "store/", HeadsFolder = "audit-heads/";

    public static string DatabaseOf(string slug) => $"communities/{slug}/community.db";

    public static string RowsOf(string slug) => $"rows/{slug}.json";

    public static string RingOf(string slug) => $"rings/{slug}.json";

    public static BackupContents Read(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        return File.Exists(path) && JsonSerializer.Deserialize<BackupContents>(File.ReadAllBytes(path), JsonSerializerOptions.Web) is { } list
            ? list : throw new BackupRefused(BackupReason.Differs, FileName);
    }
}

/// <summary>A community's rows in the platform's tables. No accounts: another installation has its own.</summary>
internal sealed record CommunityRows(Community Community, string? StreetName, IReadOnlyList<Enablement> Enablements, IReadOnlyList<RoleGrant> Grants, IReadOnlyList<Membership> Memberships);
