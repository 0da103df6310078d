using System.Reflection;

namespace CommunityPlatform.Dev.Migrations.Contexts;

/// <summary>The host's own two contexts.</summary>
internal static class HostContexts
{
    private const string Place = "CommunityPlatform.Host.Communities";

    public static IReadOnlyList<ContextSource> All { get; } = [Source("Platform"), Source("Community")];

    public static ContextSource Find(string name) =>
        All.FirstOrDefault(source => source.Name == name) ?? throw new ArgumentException($"The host has no context {name}; it has {string.Join(" and ", All.Select(source => source.Name))}.");

    private static ContextSource Source(string name)
    {
        var type = Assembly.Load("CommunityPlatform.Host").GetType($"{Place}.{name}DbContext", throwOnError: true)!;
        return new(type, Path.Combine(Repo.Root, "host", "CommunityPlatform.Host", "Communities", "Migrations", name), $"{Place}.Migrations.{name}");
    }
}
