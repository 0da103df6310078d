using System.Globalization;

namespace CommunityPlatform.Sdk.Ui;

/// <summary>Turns the hue a module declares into a safe inline style.</summary>
/// <remarks>A hue is one of the platform's names (<c>service party civil culture safety gov volunteer env health plugin</c>)
/// or a six-digit hex colour such as <c>#9a3a5b</c>. A hex colour too pale for white text is darkened until it reaches 7:1;
/// anything else becomes the plugin hue. Nothing a plugin writes reaches the style attribute unchecked.</remarks>
public static class ModuleHue
{
    private const double Contrast = 7.0;
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
        { "service", "party", "civil", "culture", "safety", "gov", "volunteer", "env", "health", "plugin" };

    /// <summary>The style <c>--hue: …</c> for a hue; null for no hue, so that the attribute is left out.</summary>
    public static string? Style(string? hue) => string.IsNullOrEmpty(hue) ? null : "--hue: " + Colour(hue);

    private static string Colour(string hue)
    {
        if (Names.Contains(hue))
        {
            return $"var(--m-{hue})";
        }

        if (hue.Length != 7 || hue[0] != '#' || !int.TryParse(hue.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
        {
            return "var(--m-plugin)";
        }

        double r = (rgb >> 16) & 255, g = (rgb >> 8) & 255, b = rgb & 255;
        while (1.05 / (Luminance(r, g, b) + 0.05) < Contrast)
        {
            (r, g, b) = (r * 0.95, g * 0.95, b * 0.95);
        }

        return string.Create(CultureInfo.InvariantCulture, $"#{(int)r:x2}{(int)g:x2}{(int)b:x2}");
    }

    private static double Luminance(double r, double g, double b) => (0.2126 * Linear(r)) + (0.7152 * Linear(g)) + (0.0722 * Linear(b));

    private static double Linear(double channel)
    {
        var c = channel / 255;
        return c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
