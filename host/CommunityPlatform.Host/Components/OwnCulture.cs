using System.Globalization;

namespace CommunityPlatform.Host.Components;

/// <summary>
/// Remembers the language of a circuit. What another thread raises (a module switched, a call answered) would otherwise be drawn
/// in the language of whoever raised it.
/// </summary>
internal sealed class OwnCulture
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _words = CultureInfo.CurrentUICulture;

    /// <summary>Runs in this language; the caller keeps its own, because an async method gives its context back.</summary>
    public async Task Do(Func<Task> act)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _words);
        await act();
    }
}
