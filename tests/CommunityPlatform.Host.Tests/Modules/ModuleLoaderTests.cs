using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>A good package loads, and what lies beside its dll is found.</summary>
[Collection(ModulesCollection.Name)]
public sealed class ModuleLoaderTests
{
    [Fact]
    public async Task Answers_on_page_and_endpoint_after_enabling()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        Assert.Contains("Good one", await host.Http.GetStringAsync("/c/jia/good"));
        Assert.Equal("Good one", await host.Http.GetStringAsync("/c/jia/api/good/label"));
        Assert.Equal("0", await host.Http.GetStringAsync("/c/jia/api/good/count"));
    }
}
