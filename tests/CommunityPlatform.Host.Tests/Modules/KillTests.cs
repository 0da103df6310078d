using System.Diagnostics;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>The process is killed, as by a power cut; what was said to be done is done, and nothing is half.</summary>
[Collection(ModulesCollection.Name)]
public sealed class KillTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "CommunityPlatform.Testing.dll");

    private async Task<Process> House()
    {
        var house = Process.Start(new ProcessStartInfo("dotnet", [Program, _folders.Root]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await Line(house, "ready");
        return house;
    }

    private static async Task Line(Process house, string wanted)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await house.StandardOutput.ReadLineAsync(late.Token) is { } line)
            if (line == wanted) return;
        throw new InvalidOperationException($"The house ended before it said '{wanted}'.");
    }

    private static async Task Kill(Process house)
    {
        house.Kill();
        await house.WaitForExitAsync();
        house.Dispose();
    }

    [Fact]
    public async Task A_switch_that_was_made_is_still_made_after_kill()
    {
        _folders.Deliver("good-1");
        var house = await House();
        await house.StandardInput.WriteLineAsync("enable jia good");
        await Line(house, "done");
        await Kill(house);
        await using var after = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        Assert.Equal(200, await after.Status("/c/jia/good"));
        Assert.Equal(404, await after.Status("/c/yi/good"));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_switching_the_house_starts_and_the_switch_stands_as_it_is_written()
    {
        _folders.Deliver("good-1");
        for (var i = 0; i < 3; i++)
        {
            var house = await House();
            await house.StandardInput.WriteLineAsync("toggle jia good");
            await Task.Delay(150 + (i * 130));
            await Kill(house);
            await using var after = await TestHost.Start(_folders, communities: ["jia", "yi"]);
            await using var database = await after.Platforms();
            var on = await database.Enablements.AnyAsync(row => row.Community == "jia" && row.Module == "good" && row.On);
            Assert.Equal(on ? 200 : 404, await after.Status("/c/jia/good"));
            if (!on) await after.Enable("good");
            Assert.Equal(200, await after.Status("/c/jia/good"));
        }
    }

    [Fact]
    public async Task No_note_that_was_acknowledged_is_lost()
    {
        _folders.Deliver("good-1");
        var house = await House();
        await house.StandardInput.WriteLineAsync("enable jia good");
        await Line(house, "done");
        await house.StandardInput.WriteLineAsync("write jia good");
        await Line(house, "20");
        await Kill(house);
        await using var after = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        var notes = (int)(await after.Act("good", "CountNotes")).Value!;
        Assert.InRange(notes, 20, int.MaxValue);
        Assert.Equal(notes, await after.Books("jia", books => books.Outbox.CountAsync(row => row.Name == "good.note-added.v1")));
        Assert.Equal(notes, await after.Books("jia", books => books.Audit.CountAsync(line => line.Act == "AddNote" && line.Outcome == "done")));
    }
}
