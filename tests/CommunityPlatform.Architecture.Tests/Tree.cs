namespace CommunityPlatform.Architecture.Tests;

/// <summary>The source tree as it lies on disk; nothing here is a hand-kept list.</summary>
internal static class Tree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> ModuleFolders { get; } =
        [.. new[] { "modules", "plugins" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources(params string[] endings) =>
        new[] { "host", "modules", "plugins" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && !IsBuilt(file));

    public static string Name(string path) => Path.GetRelativePath(Root, path);

    private static bool IsBuilt(string file) => file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CommunityPlatform.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("CommunityPlatform.sln is in none of the folders above the tests.");
    }
}
