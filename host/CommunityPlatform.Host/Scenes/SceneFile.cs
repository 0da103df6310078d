using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommunityPlatform.Host.Scenes;

internal static class SceneFile
{
    /// <summary>Far above any real scene; a wrong file is refused before it is read into memory.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks one scene.</summary>
    /// <exception cref="SceneFileException">The file is missing, too large, not JSON, or its figures cannot hold.</exception>
    public static Scene Load(string path)
    {
        var scene = Parse(path, Read(path));
        if (SceneCheck.FirstProblem(scene) is { } problem)
        {
            throw new SceneFileException(path, problem);
        }

        return scene;
    }

    private static byte[] Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw new SceneFileException(path, "there is no such file.");
            }

            if (file.Length > MostBytes)
            {
                throw new SceneFileException(path, $"is {file.Length:N0} bytes; a scene has at most {MostBytes:N0}.");
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SceneFileException(path, $"cannot be read: {error.Message}", error);
        }
    }

    private static Scene Parse(string path, byte[] bytes)
    {
        // Editors on Windows like to leave a byte order mark, which the JSON reader does not accept.
        var text = bytes.AsSpan();
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        try
        {
            return JsonSerializer.Deserialize<Scene>(text, Options)
                ?? throw new SceneFileException(path, "holds nothing but null.");
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $"line {line + 1}" : "unknown line";
            throw new SceneFileException(path, $"is not a scene ({place}, at {error.Path ?? "$"}): {error.Message}", error);
        }
    }
}
