using System.Diagnostics;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>The process is killed while a package comes in: afterwards it is there wholly or not at all, and nothing lies about.</summary>
[Collection(ModulesCollection.Name)]
[Trait("Engine", "SQLite")]
public sealed class InstallKillTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private async Task NothingHalf(bool mayBeThere)
    {
        await using var after = await TestHost.Start(_folders, communities: ["jia", "yi"]);
        var here = after.Store.Versions("good").ToList();
        if (!mayBeThere) Assert.Empty(here);
        Assert.All(here, package => Assert.Null(package.Problem));
        Assert.Empty(after.Board.Loaded);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folders.Data, "incoming")));
        var kept = Path.Combine(_folders.Data, "store", "good");
        Assert.Equal(here.Count, Directory.Exists(kept) ? Directory.EnumerateDirectories(kept).Count() : 0);
        Assert.All(after.Store.All, package => Assert.Equal("good", package.Id));
    }

    [Fact]
    public async Task Killed_between_unpacking_and_naming_nothing_is_taken_for_a_package()
    {
        await using (await TestHost.Start(_folders, communities: ["jia", "yi"])) { }
        // As such a process leaves it: the upload, and its files unpacked beside the store.
        var incoming = Path.Combine(_folders.Data, "incoming");
        TestFolders.Copy(TestFolders.Built("good-1"), Path.Combine(incoming, Guid.NewGuid().ToString("N")));
        await File.WriteAllBytesAsync(Path.Combine(incoming, $"{Guid.NewGuid():N}.cpkg"), Parcel.Of("good-1").Build());
        await NothingHalf(mayBeThere: false);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_is_there_wholly_or_not_at_all()
    {
        var file = Path.Combine(_folders.Root, "good.cpkg");
        await File.WriteAllBytesAsync(file, Parcel.Of("good-1").Build());
        for (var i = 0; i < 6; i++)
        {
            using (var house = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CommunityPlatform.Testing.dll"), _folders.Root]) { RedirectStandardInput = true, RedirectStandardOutput = true })!)
            {
                while (await house.StandardOutput.ReadLineAsync() is { } line && line != "ready") { }
                await house.StandardInput.WriteLineAsync($"install {file} {file}");
                await Task.Delay(10 + (i * 45));
                house.Kill();
                await house.WaitForExitAsync();
            }
            await NothingHalf(mayBeThere: true);
        }
    }
}
