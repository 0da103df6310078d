namespace CommunityPlatform.Host.Scenes;

/// <summary>A scene file that cannot be used. The message names the file and says what to mend.</summary>
internal sealed class SceneFileException(string path, string reason, Exception? inner = null)
    : Exception($"Scene file '{path}': {reason}", inner)
{
    public string Path { get; } = path;
}
