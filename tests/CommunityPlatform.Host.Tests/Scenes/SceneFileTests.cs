using System.Text.Json.Nodes;
using CommunityPlatform.Host.Scenes;
using Xunit;

namespace CommunityPlatform.Host.Tests.Scenes;

public sealed class SceneFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("scene-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("jia")]
    [InlineData("yi")]
    public void Reads_the_delivered_scenes_and_keeps_the_modules_sections(string name)
    {
        var scene = DevScenes.Load(name);

        Assert.Equal(name, scene.Community.Slug);
        Assert.NotNull(scene.Section("culture"));
        Assert.NotNull(scene.Section("charitySupermarket"));
        Assert.Null(scene.Section("no-such-module"));
        Assert.Equal(7, scene.Accounts.Count);
        Assert.Equal(Enum.GetValues<SceneRole>().Length, scene.Accounts.Select(x => x.Role).Distinct().Count());
        Assert.Single(scene.Accounts, x => x.Grids is [_]);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(folder, "nowhere.json");

        var error = Assert.Throws<SceneFileException>(() => SceneFile.Load(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_named()
    {
        var error = Assert.Throws<SceneFileException>(() => SceneFile.Load(folder));

        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("not json", "line 1")]
    [InlineData("null", "null")]
    [InlineData("[]", "is not a scene")]
    [InlineData("{}", "seed")]
    [InlineData("{ \"seed\": 1,\n \"seed\": 2 }", "Duplicate")]
    [InlineData("{ \"seed\":\n \"many\" }", "line 2")]
    public void A_malformed_file_is_named_with_the_place(string text, string said) => Refused(text, said);

    [Fact]
    public void A_deeply_nested_file_is_refused() => Refused(new string('[', 100_000), "is not a scene");

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        var path = Path.Combine(folder, "huge.json");
        using (var file = File.Create(path))
        {
            file.SetLength(SceneFile.MostBytes + 1);
        }

        var error = Assert.Throws<SceneFileException>(() => SceneFile.Load(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("bytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("population", 2_000_000_000, "population")]
    [InlineData("population", 2000, "population")]
    [InlineData("population", 199_999, "to every household")]
    [InlineData("households", 50, "households")]
    [InlineData("households", -1, "households")]
    [InlineData("buildings", 3, "buildings")]
    [InlineData("grids", 0, "grids")]
    [InlineData("units", 12, "units")]
    [InlineData("housholds", 1, "housholds")]
    public void Figures_that_cannot_hold_are_named(string figure, int value, string said) =>
        Refused(Changed(scene => scene["community"]![figure] = value), said);

    [Fact]
    public void A_grid_with_two_leaders_is_refused() =>
        Refused(Changed(scene => scene["accounts"]![4]!["leadsGrid"] = "03"), "two leaders");

    [Fact]
    public void An_account_for_an_unknown_grid_is_refused() =>
        Refused(Changed(scene => scene["accounts"]![3]!["grids"] = new JsonArray("10")), "grid '10'");

    [Fact]
    public void A_byte_order_mark_does_no_harm()
    {
        var path = Path.Combine(folder, "bom.json");
        File.WriteAllText(path, File.ReadAllText(DevScenes.PathOf("jia")), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal("jia", SceneFile.Load(path).Community.Slug);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(9, 9, 9, 40)]
    [InlineData(3, 3, 1200, 1200)]
    [InlineData(99, 400, 20_000, 70_000)]
    public void Other_figures_come_out_exactly_too(int grids, int buildings, int households, int population)
    {
        var path = Write(Changed(scene =>
        {
            (scene["accounts"], scene["bodies"]) = (new JsonArray(), new JsonArray());
            var figures = scene["community"]!;
            (figures["grids"], figures["buildings"], figures["households"], figures["population"]) = (grids, buildings, households, population);
        }));

        var people = ScenePeople.From(SceneFile.Load(path));

        Assert.Equal(
            (grids, buildings, households, population),
            (people.Buildings.Select(x => x.GridId).Distinct().Count(), people.Households.Select(x => x.BuildingId).Distinct().Count(), people.Persons.Select(x => x.HouseholdId).Distinct().Count(), people.Persons.Count));
    }

    private static string Changed(Action<JsonNode> change)
    {
        var scene = JsonNode.Parse(File.ReadAllText(DevScenes.PathOf("jia")))!;
        change(scene);
        return scene.ToJsonString();
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, "scene.json");
        File.WriteAllText(path, text);
        return path;
    }

    private void Refused(string text, string said)
    {
        var path = Write(text);

        var error = Assert.Throws<SceneFileException>(() => SceneFile.Load(path));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
