using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CommunityPlatform.Browser.Tests.Accessibility;

/// <summary>What axe may find, because it cannot be mended from outside.</summary>
/// <param name="Rule">Axe's rule.</param>
/// <param name="Selector">How the selector of the element begins.</param>
/// <param name="Why">Why it stays.</param>
internal sealed record Exemption(string Rule, string Selector, string Why);

/// <summary>Runs axe on what a person has on the screen, in light and in dark, and keeps what is serious or critical.</summary>
internal sealed class AxeCheck(IPage page, string who)
{
    private static readonly Exemption[] Exempt =
    [
        new("aria-valid-attr-value", ".rz-legend-item[role=\"button\"]", "Radzen 12.0.8 writes the C# expression itself into aria-disabled of a chart's legend; the mark-up is not ours."),
    ];

    // Nothing but colours differs between the themes; the document is the same.
    private static readonly RunOnlyOptions Colours = new() { Type = "rule", Values = ["color-contrast", "link-in-text-block"] };

    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    public int Looks { get; private set; }

    public async Task Look(string where, bool dark)
    {
        await Theme("light");
        await Run(where, "light", new() { ResultTypes = [ResultType.Violations] });
        if (!dark) return;
        await Theme("dark");
        await Run(where, "dark", new() { ResultTypes = [ResultType.Violations], RunOnly = Colours });
        await Theme("light");
    }

    public void Demand() => Assert.True(_found.Count == 0, $"{who}: {_found.Count} violations in {Looks} looks\n{string.Join('\n', _found)}");

    // Colours on their way from one theme to the other would be measured half-way.
    private Task Theme(string theme) => page.EvaluateAsync("""
        theme => {
            if (document.adoptedStyleSheets.length === 0) {
                // A sheet of the page's own making: a style element would be against its policy.
                const still = new CSSStyleSheet();
                still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
                document.adoptedStyleSheets = [still];
            }
            document.documentElement.dataset.theme = theme;
        }
        """, theme);

    private async Task Run(string where, string theme, AxeRunOptions options)
    {
        Looks++;
        // The other way opens a further browser page for each look, to put the frames' results together; these pages have no frames.
#pragma warning disable CS0618
        var result = await page.Locator("html").RunAxeLegacy(options);
#pragma warning restore CS0618
        foreach (var violation in result.Violations.Where(one => one.Impact is "serious" or "critical"))
            foreach (var node in violation.Nodes)
            {
                var selector = node.Target.ToString();
                if (Exempt.Any(one => one.Rule == violation.Id && selector.StartsWith(one.Selector, StringComparison.Ordinal))) continue;
                var why = node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message).FirstOrDefault();
                _found.Add($"{where} [{theme}] {violation.Id} ({violation.Impact}): {selector}\n      {node.Html}\n      {why}");
            }
    }
}
