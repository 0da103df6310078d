using System.Text;
using CommunityPlatform.Host.Modules;

namespace CommunityPlatform.Host.Packaging;

/// <summary>Which names may stand in a package: those that every system can hold and that lead nowhere else.</summary>
internal static class ArchiveNames
{
    private const string Forbidden = "<>\"|?*";

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. from port in (string[])["COM", "LPT"] from number in "0123456789\u00b9\u00b2\u00b3" select $"{port}{number}"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a name, or null.</summary>
    public static ModuleRefusal? Wrong(string name)
    {
        var parts = name.TrimEnd('/').Split('/');
        if (name.Length == 0 || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || parts.Any(part => part is "" or "." or ".."))
            return new(RefusalCode.PathEscapes, Shown(name));
        if (name.Length > PackageLimits.LongestPath)
            return new(RefusalCode.PathTooLong, Shown(name), $"{PackageLimits.LongestPath}");
        return parts.Any(Reserved) ? new(RefusalCode.NameReserved, Shown(name)) : null;
    }

    /// <summary>The first two that cannot stand side by side, or null.</summary>
    public static ModuleRefusal? Clash(IEnumerable<string> names)
    {
        var (files, folders) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var name in names)
        {
            if (!files.TryAdd(Folded(name), name))
                return files[Folded(name)] == name ? new(RefusalCode.NameTwice, Shown(name)) : new(RefusalCode.NamesClash, Shown(files[Folded(name)]), Shown(name));
            for (var end = name.IndexOf('/', StringComparison.Ordinal); end > 0; end = name.IndexOf('/', end + 1))
                if (!folders.TryAdd(Folded(name[..end]), name[..end]) && folders[Folded(name[..end])] != name[..end])
                    return new(RefusalCode.NamesClash, Shown(folders[Folded(name[..end])]), Shown(name));
        }
        var both = files.Keys.FirstOrDefault(folders.ContainsKey);
        return both is null ? null : new(RefusalCode.NamesClash, Shown(files[both]), Shown(folders[both] + "/"));
    }

    /// <summary>A stranger's name as it may stand in a message.</summary>
    public static string Shown(string name)
    {
        var clean = string.Concat(name.Take(80).Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? '\ufffd' : c));
        return name.Length > 80 ? clean + "…" : clean;
    }

    private static bool Reserved(string part) =>
        part.Any(c => char.IsControl(c) || Forbidden.Contains(c, StringComparison.Ordinal)) || part[^1] is '.' or ' ' || part[0] == ' '
        || Encoding.UTF8.GetByteCount(part) > 240 || Devices.Contains(part.Split('.')[0].TrimEnd()) || !CanFold(part);

    private static bool CanFold(string part)
    {
        try
        {
            return part.IsNormalized() || part.Normalize().Length > 0;
        }
        catch (ArgumentException)
        {
            // Code points that no text has.
            return false;
        }
    }

    /// <summary>Equal for names that some file system takes for the same.</summary>
    private static string Folded(string name) => name.Normalize().ToUpperInvariant();
}
