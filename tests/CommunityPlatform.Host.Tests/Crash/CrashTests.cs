using System.Collections.Concurrent;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Crash;

/// <summary>
/// The delivered process is killed again and again while people write and the operator switches and replaces. What was
/// acknowledged is there afterwards; what was not is wholly there or not at all.
/// </summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "SQLite")]
public sealed class CrashTests : IDisposable
{
    private const int Kills = 30;

    private readonly TestFolders _folders = new();
    private readonly Books _books;
    private readonly ConcurrentDictionary<Guid, bool> _acknowledged = new();
    private int _switches;
    private bool? _on = false;
    private string? _version = "2.0.0";

    public CrashTests() => _books = new(_folders);

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Thirty_kills_lose_nothing_acknowledged_and_leave_nothing_half()
    {
        var cookie = await Furnish();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var house = await DeliveredHouse.Start(_folders, cookie);
            await Check(house, kill);
            await Storm(house, notes: 1 + (kill * 7 % 40), switches: kill % 3);
        }
        await using var last = await DeliveredHouse.Start(_folders, cookie);
        await Check(last, Kills);
        Assert.InRange(_acknowledged.Count, 10 * Kills, int.MaxValue);
        Assert.InRange(_switches, Kills - 1, int.MaxValue);
    }

    /// <summary>Two communities, both versions at hand, the newer one on in jia, and somebody who may write there.</summary>
    private async Task<string> Furnish()
    {
        _folders.Deliver("good-1");
        _folders.Deliver("good-2");
        await using var host = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        await host.Enable("good");
        return await host.Person("writer", "worker");
    }

    /// <summary>Two people write and the operator acts until so much is acknowledged; then the power is cut, whatever is under way.</summary>
    private async Task Storm(DeliveredHouse house, int notes, int switches)
    {
        (notes, switches) = (_acknowledged.Count + notes, _switches + switches);
        var over = new CancellationTokenSource();
        var people = (Task[])[Write(house, over.Token), Write(house, over.Token), Operate(house, over.Token)];
        try
        {
            await Eventually.True(() => _acknowledged.Count >= notes && _switches >= switches, $"{notes} notes and {switches} switches are acknowledged", 60);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}; {_acknowledged.Count} and {_switches} are. The house said last:\n{house.LastWords}", late);
        }
        await house.Kill();
        await over.CancelAsync();
        await Task.WhenAll(people);
        over.Dispose();
    }

    private async Task Write(DeliveredHouse house, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
            if (await house.Note() is { } id) _acknowledged[id] = true;
    }

    private async Task Operate(DeliveredHouse house, CancellationToken over)
    {
        var (on, version) = (await _books.On("yi"), (await _books.Versions("jia")).Chosen);
        (_on, _version) = (on, version);
        while (!over.IsCancellationRequested)
        {
            // Between the asking and the answer it may stand either way.
            _on = null;
            if (!await house.Switch("yi", !on)) return;
            _on = on = !on;
            _switches++;
            _version = null;
            if (!await house.Replace(version = version == "2.0.0" ? "1.0.0" : "2.0.0")) return;
            _version = version;
            _switches++;
        }
    }

    private async Task Check(DeliveredHouse house, int kill)
    {
        await _books.Whole();
        var notes = await _books.Notes();
        Assert.Empty(_acknowledged.Keys.Except(notes));
        Assert.True(notes.SetEquals(await _books.Told()), $"After kill {kill} notes and outbox differ.");
        Assert.True(notes.SetEquals(await _books.Audited()), $"After kill {kill} notes and audit log differ.");
        await CheckSwitch(house, kill);
        await CheckVersion(house, kill);
    }

    private async Task CheckSwitch(DeliveredHouse house, int kill)
    {
        var on = await _books.On("yi");
        Assert.True(_on is null || _on == on, $"After kill {kill} the switch is {on}, acknowledged was {_on}.");
        Assert.Equal(on, await house.Ask("yi", "label") is not null);
        var (audited, told) = await _books.Switches("yi");
        Assert.Equal(audited, told);
        if (!on) return;
        Assert.Equal("0", await house.Ask("yi", "count"));
        Assert.Equal(2, await _books.Granted("yi"));
    }

    private async Task CheckVersion(DeliveredHouse house, int kill)
    {
        var (here, chosen) = await _books.Versions("jia");
        Assert.True(_version is null || _version == chosen, $"After kill {kill} the version is {chosen}, acknowledged was {_version}.");
        Assert.Equal(chosen, here);
        foreach (var community in (string[])["jia", "yi"])
        {
            if (await house.Ask(community, "label") is not { } label) continue;
            Assert.Equal(chosen == "2.0.0" ? "Good two" : "Good one", label);
            Assert.Equal(chosen == "2.0.0", await _books.HasMood(community));
            Assert.Equal(chosen == "2.0.0", await _books.HasTable(community, "good_colours"));
        }
    }
}
