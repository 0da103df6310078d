using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Testing;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>Each module's fate under another SDK is told before anything is upgraded.</summary>
[Collection(ModulesCollection.Name)]
public sealed class RehearsalTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private static Package Made(string id, string version, string min, string max, params Requirement[] requires) => new(
        id, SemanticVersion.Parse(version), "0", "/store/" + id, "/store/" + id,
        new() { Id = id, Name = new(id, null), Summary = new(id, null), Version = version, Assembly = "A.dll", Sdk = new(min, max), Requires = requires }, null);

    private static IReadOnlyList<Fate> Fates(string sdk, params Package[] known) => Rehearsal.Fates(
        known, known.GroupBy(package => package.Id).ToDictionary(versions => versions.Key, versions => versions.First().Key, StringComparer.Ordinal), SemanticVersion.Parse(sdk), _ => ["jia"]);

    [Fact]
    public void A_module_whose_range_holds_the_version_runs_on() => Assert.Equal(FateKind.Runs, Assert.Single(Fates("1.9.0", Made("a", "1.0.0", "1.0.0", "2.0.0"))).Kind);

    [Fact]
    public void A_module_whose_range_ends_before_stops_with_the_reason()
    {
        var fate = Assert.Single(Fates("2.0.0", Made("a", "1.0.0", "1.0.0", "2.0.0")));
        Assert.Equal((FateKind.Stops, RefusalCode.SdkRange), (fate.Kind, fate.Why!.Code));
        Assert.Contains("2.0.0", fate.Why.English, StringComparison.Ordinal);
        Assert.Equal(["jia"], fate.Communities);
    }

    [Fact]
    public void Another_version_in_the_store_that_fits_takes_over()
    {
        var fate = Assert.Single(Fates("2.0.0", Made("a", "1.0.0", "1.0.0", "2.0.0"), Made("a", "1.1.0", "1.0.0", "3.0.0")));
        Assert.Equal((FateKind.Other, "1.1.0", RefusalCode.SdkRange), (fate.Kind, fate.Other, fate.Why!.Code));
    }

    [Fact]
    public void A_version_refused_today_only_for_its_range_counts_for_tomorrow()
    {
        var newer = Made("a", "2.0.0", "2.0.0", "3.0.0") with { Problem = new(RefusalCode.SdkRange, "2.0.0", "3.0.0", "1.0.0") };
        var broken = Made("a", "2.1.0", "2.0.0", "3.0.0") with { Problem = new(RefusalCode.Damaged, "A.dll") };
        Assert.Equal("2.0.0", Assert.Single(Fates("2.0.0", Made("a", "1.0.0", "1.0.0", "2.0.0"), broken, newer)).Other);
    }

    [Theory]
    [InlineData("1.2.0", "Runs")]
    [InlineData("1.1.0", "Stops")]
    public void A_version_built_against_a_newer_SDK_runs_from_that_one_on(string sdk, string fate)
    {
        var newer = Made("a", "1.0.0", "1.0.0", "2.0.0") with { Problem = new(RefusalCode.NewerSdk, "A.dll", "1.2.0", "1.0.0") };
        Assert.Equal(fate, Assert.Single(Fates(sdk, newer)).Kind.ToString());
    }

    [Fact]
    public void Who_needs_a_module_that_stops_stops_too()
    {
        var fates = Fates("2.0.0", Made("a", "1.0.0", "1.0.0", "2.0.0"), Made("b", "1.0.0", "1.0.0", "3.0.0", new Requirement("a", "[1.0,2.0)")), Made("c", "1.0.0", "1.0.0", "3.0.0", new Requirement("b", "1.0")));
        Assert.All(fates, fate => Assert.Equal(FateKind.Stops, fate.Kind));
        Assert.Equal([RefusalCode.SdkRange, RefusalCode.RequirementMissing, RefusalCode.RequirementMissing], fates.Select(fate => fate.Why!.Code));
    }

    [Theory]
    [InlineData("two")]
    [InlineData("")]
    [InlineData("2.0")]
    public async Task What_is_no_version_is_refused(string sdk)
    {
        await using var host = await TestHost.Start(_folders);
        Assert.Equal(RefusalCode.NoSdkVersion, (await Assert.ThrowsAsync<SwitchRefused>(() => host.Get<Rehearsal>().Run(sdk, CancellationToken.None))).Refusal.Code);
    }

    [Fact]
    public async Task The_house_and_the_command_tell_the_same()
    {
        _folders.Deliver("good-1");
        _folders.Deliver("lib-b");
        await using (var host = await TestHost.Start(_folders))
        {
            await host.Enable("good");
            var fates = await host.Get<Rehearsal>().Run("2.0.0", CancellationToken.None);
            Assert.Equal((FateKind.Stops, "jia"), (fates.Single(fate => fate.Id == "good").Kind, fates.Single(fate => fate.Id == "good").Communities.Single()));
            Assert.All(await host.Get<Rehearsal>().Run("1.5.0", CancellationToken.None), fate => Assert.Equal(FateKind.Runs, fate.Kind));
            Assert.Equal(200, await host.Status("/c/jia/good"));
        }
        var before = Written();
        Assert.Equal((1, true), await Command("--rehearse", "2.0.0", "--data", _folders.Data, "STOPS    good 1.0.0 [jia]"));
        Assert.Equal((0, true), await Command("--rehearse", "1.5.0", "--data", _folders.Data, "runs     good 1.0.0 [jia]"));
        Assert.Equal((2, true), await Command("--rehearse", "two", "--data", _folders.Data, "is no version"));
        if (TestEngine.Kind == DatabaseKind.SQLite) Assert.Equal((2, true), await Command("--rehearse", "2.0.0", "--data", Path.Combine(_folders.Root, "nowhere"), "there is no platform here"));
        Assert.False(Directory.Exists(Path.Combine(_folders.Root, "nowhere")));
        Assert.Equal(before, Written());
        Assert.Null(await RehearseCommand.Run(["--data", _folders.Data], TextWriter.Null, CancellationToken.None));
    }

    private DateTime Written() => File.GetLastWriteTimeUtc(Path.Combine(_folders.Data, "platform.db"));

    private async Task<(int? Code, bool Said)> Command(string verb, string sdk, string option, string data, string words)
    {
        await using var said = new StringWriter();
        var code = await RehearseCommand.Run([verb, sdk, option, data, .. await _folders.Database(TestEngine.Kind)], said, CancellationToken.None);
        return (code, said.ToString().Contains(words, StringComparison.Ordinal));
    }
}
