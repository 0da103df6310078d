using System.Globalization;

namespace CommunityPlatform.Host.Api;

/// <summary>The language a program asks for. English unless Accept-Language puts Chinese first: pages ask the person, programs cannot.</summary>
internal static class AskedLanguage
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");

    public static CultureInfo Of(HttpRequest request)
    {
        foreach (var asked in request.GetTypedHeaders().AcceptLanguage.Where(asked => asked.Quality is not 0).OrderByDescending(asked => asked.Quality ?? 1))
        {
            if (Is(asked.Value.Value, "zh")) return Chinese;
            if (Is(asked.Value.Value, "en")) return English;
        }
        return English;
    }

    private static bool Is(string? tag, string language) =>
        tag is not null && tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] == '-');
}
