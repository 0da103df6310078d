using CommunityPlatform.Host.Scenes;
using Xunit;

namespace CommunityPlatform.Host.Tests.Scenes;

/// <summary>The scenes as delivered, copied beside the tests by the build.</summary>
internal static class DevScenes
{
    public static readonly TheoryData<string> Names = ["jia", "yi"];

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "dev", "scenes", name + ".json");

    public static Scene Load(string name) => SceneFile.Load(PathOf(name));

    public static ScenePeople People(string name) => ScenePeople.From(Load(name));
}
