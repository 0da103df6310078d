using System.Diagnostics;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.Data.Sqlite;

namespace CommunityPlatform.Host.Tests.Backups;

/// <summary>A restore whose process is killed leaves nothing, or all of it; and the next one goes through.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "SQLite")]
public sealed class RestoreKillTests : IDisposable
{
    private readonly FurnishedHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_the_folder_is_empty_or_whole()
    {
        string file;
        await using (var host = await _house.Open()) file = await _house.Make(host);
        SqliteConnection.ClearAllPools();
        var killed = 0;
        for (var i = 0; i < 8; i++)
        {
            using (var process = Process.Start(new ProcessStartInfo("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "CommunityPlatform.Host.dll"), "restore", file, "--data", _house.Empty.Data, "--key-file", _house.KeyFile,
            ]) { RedirectStandardOutput = true, WorkingDirectory = _house.Empty.Root })!)
            {
                await Task.Delay(150 + (i * 110));
                if (!process.HasExited)
                {
                    process.Kill();
                    killed++;
                }
                await process.WaitForExitAsync();
            }
            if (!Directory.Exists(_house.Empty.Data)) continue;
            await using (var there = await TestHost.Start(_house.Empty, communities: ["jia", "yi"])) await FurnishedHouse.HasAll(there);
            SqliteConnection.ClearAllPools();
            Directory.Delete(_house.Empty.Data, recursive: true);
        }
        await _house.Restore(file);
        await using var after = await TestHost.Start(_house.Empty, communities: ["jia", "yi"]);
        await FurnishedHouse.HasAll(after);
        Assert.Empty(Directory.EnumerateDirectories(_house.Empty.Root, "data.restoring-*"));
        Assert.InRange(killed, 1, 8);
    }
}
