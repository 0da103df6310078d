using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests.Accessibility;

/// <summary>One person's round over all pages of a surface.</summary>
internal sealed class Round(House house, IPage page, string who, string place)
{
    /// <summary>The one page with a value in its address whose door is open to the counter alone.</summary>
    public const string Counters = "/charity-supermarket/redemptions/{id:guid}";

    private readonly HashSet<string> _links = new(StringComparer.Ordinal);
    private bool _doorSeen;

    public AxeCheck Axe { get; } = new(page, who);

    /// <summary>Dark exists for staff, operator, street and front door.</summary>
    public bool Dark { get; init; } = true;

    /// <summary>Whether the pages live in a circuit; the front door's are plain forms.</summary>
    public bool Circuit { get; init; } = true;

    /// <summary>The fullest round of its surface: each page with a value in its address must be reached by a link, and what is opened on a page is seen in dark as well.</summary>
    public bool ReachesAll { get; init; } = true;

    /// <summary>What is opened on a page besides its tabs and the acts in its head: page → selectors.</summary>
    public IReadOnlyDictionary<string, string[]> Opens { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>What is asked before a page shows anything: page → the field whose first real answer is chosen.</summary>
    public IReadOnlyDictionary<string, string> Asks { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    private const string Head = "main .cp-head-actions button[type=button]:not([disabled])";

    public async Task Over(string surface)
    {
        foreach (var known in PageCatalogue.On(surface))
        {
            if (Address(known) is { } address) await Visit(known.Template, address);
            else Assert.False(ReachesAll ? known.Template != Counters : Opens.ContainsKey(known.Template), $"{who}: no link leads to a page {place}{known.Template}.");
        }
        Axe.Demand();
        Assert.True(house.Forbidden.IsEmpty, $"{who}: the Content-Security-Policy forbids what a page does:\n{string.Join('\n', house.Forbidden.Distinct())}");
    }

    private string? Address(KnownPage known)
    {
        if (!known.Template.Contains('{')) return place + known.Template;
        var like = new Regex("^" + Regex.Replace(place + known.Template, @"\{(\w+)(:guid)?\}", value => value.Groups[2].Success ? "[0-9a-f-]{36}" : "[^/]+") + "$");
        return _links.Order(StringComparer.Ordinal).FirstOrDefault(link => like.IsMatch(link));
    }

    private async Task Visit(string template, string address)
    {
        if (!await Goto(address)) return;
        await KeepLinks();
        await Axe.Look(template, Dark);
        if (await Answer(template))
        {
            await KeepLinks();
            await Axe.Look($"{template} · answered", Dark && ReachesAll);
        }
        await EachTab(template);
        foreach (var act in Opens.GetValueOrDefault(template, [])) await Open(template, address, page.Locator(act).First, act);
        var inHead = await page.Locator(Head).CountAsync();
        for (var i = 0; i < inHead; i++) await Open(template, address, page.Locator(Head).Nth(i), $"act {i + 1} in the head");
    }

    private async Task<bool> Answer(string template)
    {
        if (!Asks.TryGetValue(template, out var field) || await page.Locator(field).CountAsync() == 0) return false;
        await page.SelectOptionAsync(field, new SelectOptionValue { Index = 1 });
        await Settled();
        return true;
    }

    /// <summary>Opens a page and waits until it stands; false for a closed door that was looked at before.</summary>
    private async Task<bool> Goto(string address)
    {
        var answer = await page.GotoAsync(house.Address + address);
        if (answer!.Status == (int)HttpStatusCode.Forbidden)
        {
            await Expect(page.Locator("#door")).ToBeVisibleAsync();
            (var before, _doorSeen) = (_doorSeen, true);
            return !before;
        }
        Assert.True(answer.Ok, $"{who}: {address} answers {answer.Status}.");
        if (Circuit) await House.Alive(page);
        await Settled();
        return true;
    }

    private Task Settled() => Expect(page.Locator(".cp-loading")).ToHaveCountAsync(0);

    private async Task EachTab(string template)
    {
        var tabs = page.Locator("main [role=tab], main .views button");
        for (var i = 0; i < await tabs.CountAsync(); i++)
        {
            var tab = tabs.Nth(i);
            var name = await tab.InnerTextAsync();
            await tab.ClickAsync();
            await Expect(page.Locator("main [role=tab][aria-selected=true], main .views [aria-pressed=true]")).ToHaveTextAsync(name);
            await Settled();
            await KeepLinks();
            await Axe.Look($"{template} · {name}", Dark && ReachesAll);
        }
    }

    /// <summary>Opens a dialog or a form, looks, and begins anew.</summary>
    private async Task Open(string template, string address, ILocator opener, string name)
    {
        await Answer(template);
        var before = await page.Locator("body").InnerTextAsync();
        await opener.ClickAsync();
        await page.WaitForFunctionAsync("before => document.body.innerText !== before", before);
        await Settled();
        await KeepLinks();
        await Axe.Look($"{template} · {name}", Dark && ReachesAll);
        await Goto(address);
    }

    private async Task KeepLinks()
    {
        foreach (var link in await page.EvaluateAsync<string[]>("() => [...document.links].map(link => link.pathname)")) _links.Add(link);
    }
}
