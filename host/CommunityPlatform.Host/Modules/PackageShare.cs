using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.News;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Modules;

/// <summary>Where several hosts serve, puts the versions that this one was given into the database and fetches those of the others.</summary>
internal sealed class PackageShare(PackageStore store, IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, ILogger<PackageShare> log) : INewsReader, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Topic => NewsTopic.Packages;

    /// <summary>Before modules are loaded: the versions that the installation has chosen must be here.</summary>
    public async Task Start(CancellationToken stop)
    {
        if (!options.Database.Shared) return;
        await Give(stop);
        await Read(stop);
        store.Changed += GiveSoon;
    }

    public async Task Read(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (await Fetch(stop)) store.Scan();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> Fetch(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var there = await database.PackageFiles.Select(file => new { file.Module, file.Package }).Distinct().ToListAsync(stop);
        var missing = there.Where(one => store.Find(one.Module, one.Package) is null).ToList();
        foreach (var one in missing)
        {
            var files = await database.PackageFiles.AsNoTracking().Where(file => file.Module == one.Module && file.Package == one.Package).ToListAsync(stop);
            try
            {
                store.Receive(one.Module, one.Package, files.Select(file => (file.Path, file.Content)));
                log.LogInformation("{Module} {Version} came from another host", one.Module, one.Package);
            }
            catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                log.LogError(problem, "{Module} {Version} of another host could not be taken over", one.Module, one.Package);
            }
        }
        return missing.Count > 0;
    }

    private async Task Give(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            // What lies in the store only was taken over or is old: whoever was given it has put it there.
            foreach (var package in store.All.Where(package => package.Problem is null && package.Origin != package.Folder))
                if (!await database.PackageFiles.AnyAsync(file => file.Module == package.Id && file.Package == package.Key, stop))
                    await Give(package, stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Give(Package package, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        foreach (var file in Directory.EnumerateFiles(package.Folder, "*", SearchOption.AllDirectories))
            database.PackageFiles.Add(new()
            {
                Module = package.Id, Package = package.Key, Path = Path.GetRelativePath(package.Folder, file).Replace(Path.DirectorySeparatorChar, '/'), Content = await File.ReadAllBytesAsync(file, stop),
            });
        try
        {
            await database.SaveChangesAsync(stop);
        }
        catch (DbUpdateException problem)
        {
            // Both hosts were given it at the same moment; whole is whole, whoever was first.
            log.LogInformation("{Module} {Version} stands in the database already: {Problem}", package.Id, package.Key, problem.Message);
        }
    }

    private void GiveSoon() => _ = Task.Run(async () =>
    {
        try
        {
            await Give(CancellationToken.None);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            log.LogError(problem, "A new package could not be given to the other hosts; it is tried again when a package changes");
        }
    });

    public void Dispose()
    {
        store.Changed -= GiveSoon;
        _turn.Dispose();
    }
}
