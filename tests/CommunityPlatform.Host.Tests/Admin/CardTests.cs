using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Admin;

/// <summary>What the cards of modules and packages tell.</summary>
[Collection(ModulesCollection.Name)]
public sealed class CardTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_module_whose_requirement_was_switched_off_says_so_and_so_does_the_other()
    {
        _folders.Deliver("thrower");
        Change(_folders.Deliver("lib-a"), text => text.Replace("\"publishes\"", "\"requires\": [{ \"id\": \"thrower\", \"range\": \"[1.0,2.0)\" }], \"publishes\"", StringComparison.Ordinal));
        await using var host = await TestHost.Start(_folders, faultLimit: 2);
        await host.Enable("thrower");
        await host.Enable("lib-a");
        Assert.Empty((await Card(host, "lib-a")).Lacks);
        Assert.False((await Card(host, "lib-a")).Trouble);

        for (var i = 0; i < 2; i++) await host.Http.GetAsync("/c/jia/api/thrower/endpoint");
        await Eventually.True(() => host.Board.For("jia", "thrower") is null, "the thrower is switched off");

        var dependent = await Card(host, "lib-a");
        Assert.True(dependent.On);
        Assert.True(dependent.Trouble);
        var lack = Assert.Single(dependent.Lacks);
        Assert.Equal(("thrower", true), (lack.Id, lack.SwitchedOff));
        var faulty = await Card(host, "thrower");
        Assert.Equal(CardHealth.SwitchedOff, faulty.Health);
        Assert.Equal([dependent.Name], faulty.NeededBy);
        Assert.Contains("thrown in endpoint", faulty.Detail, StringComparison.Ordinal);

        await host.Enable("thrower");
        Assert.Empty((await Card(host, "lib-a")).Lacks);
    }

    [Fact]
    public async Task Where_a_package_comes_from_is_told_by_its_folder_not_by_its_claim()
    {
        Change(_folders.Deliver("good-1"), Claim);
        var plugin = Path.Combine(_folders.Data, "plugins", "lib-a");
        TestFolders.Copy(_folders.Deliver("lib-a"), plugin);
        Directory.Delete(Path.Combine(_folders.Packages, "lib-a"), recursive: true);
        Change(plugin, Claim);
        await using var host = await TestHost.Start(_folders);
        var rows = await host.Get<PackageShelf>().Rows(CancellationToken.None);
        Assert.False(rows.Single(row => row.Id == "good").Plugin);
        Assert.True(rows.Single(row => row.Id == "lib-a").Plugin);
        Assert.False((await Card(host, "lib-a")).BuiltIn);
        Assert.True((await Card(host, "good")).BuiltIn);
    }

    private static string Claim(string manifest) => manifest.Replace("\"version\"", "\"kind\": \"module\", \"version\"", StringComparison.Ordinal);

    private static async Task<ModuleCard> Card(TestHost host, string id) => (await host.Get<ModuleShelf>().Cards("jia", CancellationToken.None)).Single(card => card.Id == id);

    private static void Change(string folder, Func<string, string> change)
    {
        var file = Path.Combine(folder, "module.json");
        var before = File.ReadAllText(file);
        var after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(file, after);
    }
}
