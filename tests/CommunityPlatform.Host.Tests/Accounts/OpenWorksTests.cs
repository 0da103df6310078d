using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Accounts;

[Collection(ModulesCollection.Name)]
public sealed class OpenWorksTests
{
    [Fact]
    public async Task Asks_every_module_that_is_on_and_lives_with_one_that_fails()
    {
        await using var host = await TestHost.With("good-1");
        var works = host.Get<OpenWorks>();
        var place = host.Get<CommunityDirectory>().Find("jia")!;
        Assert.Empty(await works.Of(place, Asker.Platform, "li", CancellationToken.None));
        await host.Enable("good");
        foreach (var text in (string[])["li", "li", "wang"]) await host.Act("good", "AddNote", new { Text = text });

        var row = Assert.Single(await works.Of(place, Asker.Platform, "li", CancellationToken.None));
        Assert.Equal(("Notes", 2, "good"), (row.Title, row.Count, row.Href));
        Assert.Empty(await works.Of(place, Asker.Platform, "broken", CancellationToken.None));
        Assert.Contains(host.Faults.Recent, fault => fault.What.Contains("broken on purpose", StringComparison.Ordinal));
    }
}
