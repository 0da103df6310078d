using System.Text.Json;

namespace CommunityPlatform.Host.Accounts;

/// <summary>岗位模板 · A post of a community and what it usually may. Permissions of modules that are off are left out when it is taken up.</summary>
internal sealed record PostTemplate(string Role, IReadOnlyList<string> Permissions);

/// <summary>The standard posts of a residents' committee. They are data and not code: the host knows no module, only names of permissions.</summary>
internal static class PostTemplates
{
    public static IReadOnlyList<PostTemplate> All { get; } = Read();

    public static PostTemplate? Find(string role) => All.FirstOrDefault(post => post.Role == role);

    private static IReadOnlyList<PostTemplate> Read()
    {
        using var file = typeof(PostTemplates).Assembly.GetManifestResourceStream("posts.json") ?? throw new InvalidOperationException("posts.json is not in the assembly.");
        return JsonSerializer.Deserialize<PostTemplate[]>(file, JsonSerializerOptions.Web)!;
    }
}
