using CommunityPlatform.Packaging;

namespace CommunityPlatform.Host.Packaging;

/// <summary>Looks for package files that somebody put into the plugins folder and hands them to the desk once they are quiet.</summary>
internal sealed class PackageLetterBox(PackageFileDesk desk, PublisherBook publishers, PlatformOptions options, Opening opening, TimeProvider clock, ILogger<PackageLetterBox> log) : BackgroundService
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _moving = new(StringComparer.Ordinal);
    private bool _again;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await opening.Door.WaitAsync(stoppingToken);
        publishers.Changed += () => _again = true;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(700), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookOrSay(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    /// <summary>Looks once. A file that still changes is left until it is quiet.</summary>
    public async Task Look(CancellationToken stop)
    {
        if (_again)
        {
            // A publisher was put on the list or taken off: what waits may be taken now.
            _again = false;
            _seen.Clear();
        }
        var there = new HashSet<string>(StringComparer.Ordinal);
        // The delivered modules are folders; a package built beside them is not meant for this house.
        foreach (var folder in options.PackageFolders.Skip(1).Where(Directory.Exists))
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + PackageWriter.Ending))
            {
                there.Add(file.FullName);
                var stamp = $"{file.Length}:{file.LastWriteTimeUtc.Ticks}";
                if (_seen.GetValueOrDefault(file.FullName) == stamp) continue;
                if (_moving.GetValueOrDefault(file.FullName) != stamp)
                {
                    _moving[file.FullName] = stamp;
                    continue;
                }
                _moving.Remove(file.FullName);
                _seen[file.FullName] = stamp;
                await desk.Drop(file.FullName, stop);
            }
        foreach (var gone in _seen.Keys.Where(file => !there.Contains(file)).ToList())
        {
            _seen.Remove(gone);
            desk.Forget(gone);
        }
    }

    private async Task LookOrSay(CancellationToken stop)
    {
        try
        {
            await Look(stop);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogWarning(problem, "The plugins folder could not be looked through for package files; it is tried again");
        }
    }
}
