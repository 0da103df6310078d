using System.Xml.Linq;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Architecture.Tests;

public class ModuleTests
{
    public static TheoryData<string> Modules => [.. Tree.ModuleFolders.Select(Tree.Name)];

    [Fact]
    public void There_are_modules_to_look_at() => Assert.NotEmpty(Tree.ModuleFolders);

    [Theory, MemberData(nameof(Modules))]
    public void Has_a_good_manifest_whose_id_is_its_folder(string module)
    {
        var manifest = ManifestReader.Read(Path.Combine(Tree.Root, module, "module.json"), out var faults);
        Assert.Empty(faults);
        Assert.Equal(Path.GetFileName(module), manifest!.Id);
        Assert.All(manifest.Permissions, permission => Assert.False(string.IsNullOrWhiteSpace(permission.Name.En), $"{permission.Id} has no English words"));
    }

    [Theory, MemberData(nameof(Modules))]
    public void Has_a_page_that_explains_it(string module) =>
        Assert.True(File.Exists(Path.Combine(Tree.Root, module, "README.md")), $"{module}/README.md is missing");

    [Theory, MemberData(nameof(Modules))]
    public void References_the_sdk_and_no_other_project(string module)
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(Tree.Root, module), "*.csproj", SearchOption.AllDirectories))
        {
            var references = XDocument.Load(project).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value).ToList();
            Assert.Empty(references);
            Assert.Contains("build/Module.props", File.ReadAllText(project), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Modules))]
    public void Knows_no_database_provider_and_no_http_context(string module)
    {
        string[] foreign = ["UseSqlite(", "UseNpgsql(", "Microsoft.Data.Sqlite", "Npgsql", "IHttpContextAccessor", "FromSqlRaw", "ExecuteSqlRaw"];
        foreach (var file in Tree.Sources(".cs", ".razor").Where(file => file.StartsWith(Path.Combine(Tree.Root, module), StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            foreach (var word in foreign) Assert.False(text.Contains(word, StringComparison.Ordinal), $"{Tree.Name(file)} uses {word}");
        }
    }
}
