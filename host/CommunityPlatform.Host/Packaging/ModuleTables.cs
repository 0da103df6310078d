using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// Which tables of a community's database are a module's, told from their names alone: the module's code may be broken or gone. Names
/// start with the id; where one id begins like another, the table is the longer one's.
/// </summary>
internal static class ModuleTables
{
    private const string History = "__ef_";

    public static IReadOnlyList<string> Of(IReadOnlyCollection<string> all, string id)
    {
        var owner = id.Replace('-', '_');
        // Every module with tables has a migrations table that names it.
        var others = all.Where(table => table.StartsWith(History, StringComparison.Ordinal)).Select(table => table[History.Length..]).Append("host").Where(other => other != owner).ToList();
        return [.. all.Where(table => table == CommunitySession.HistoryTable(id) || (Belongs(table, owner) && !others.Exists(other => other.Length > owner.Length && Belongs(table, other)))).Order(StringComparer.Ordinal)];
    }

    private static bool Belongs(string table, string owner) => table == owner || table.StartsWith(owner + "_", StringComparison.Ordinal);
}
