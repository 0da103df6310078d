namespace CommunityPlatform.Dev.Migrations;

/// <summary>Where the repository stands.</summary>
internal static class Repo
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "Directory.Packages.props"))) return at;
        throw new DirectoryNotFoundException($"No Directory.Packages.props above {folder}.");
    }
}
