using System.Globalization;
using System.Resources;

namespace CommunityPlatform.Culture.Scene;

/// <summary>A scene is Chinese whatever the language of who loads it: its words are looked up in the Chinese resources.</summary>
internal static class SceneWords
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");
    private static readonly ResourceManager Words = new(typeof(Texts));

    public static string Of(string key) => Words.GetString(key, Chinese) ?? key;

    /// <summary>The value whose name on screen the scene uses.</summary>
    public static T Named<T>(string? word, T otherwise = default) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of($"{typeof(T).Name}.{value}") == word) return value;
        return otherwise;
    }
}
