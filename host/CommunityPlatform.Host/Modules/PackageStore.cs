using System.Collections.Immutable;
using System.Security.Cryptography;
using CommunityPlatform.Sdk.Manifest;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Knows every package version. Watches the folders that packages are dropped into and keeps an unchanging copy of each version,
/// so that a folder may be replaced while its code runs and an older version can come back.
/// </summary>
internal sealed class PackageStore : IDisposable
{
    /// <summary>How many versions of an id are kept beside those that are needed.</summary>
    private const int Spare = 5;

    private readonly PlatformOptions _options;
    private readonly ILogger<PackageStore> _log;
    private readonly string _store;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Dictionary<string, (string Stamp, Package Package)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _moving = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _scan = new(1, 1);
    private readonly Timer _timer;
    private ImmutableList<Package> _all = [];

    public PackageStore(PlatformOptions options, ILogger<PackageStore> log)
    {
        (_options, _log, _store) = (options, log, Path.GetFullPath(Path.Combine(options.Data, "store")));
        _timer = new Timer(_ => ScanInBackground());
    }

    /// <summary>Every version known, newest first within an id; a package that cannot be read stands under its folder's name.</summary>
    public ImmutableList<Package> All => _all;

    /// <summary>Raised after a scan found something new, changed or gone.</summary>
    public event Action? Changed;

    public Package? Find(string id, string key) => _all.FirstOrDefault(package => package.Id == id && package.Key == key);

    public IEnumerable<Package> Versions(string id) => _all.Where(package => package.Id == id);

    /// <summary>Reads all folders once, then watches them. A second call waits for the first and does nothing.</summary>
    public void Start()
    {
        lock (_watchers)
        {
            if (_watchers.Count == 0) ReadAndWatch();
        }
    }

    private void ReadAndWatch()
    {
        Directory.CreateDirectory(_store);
        foreach (var folder in _options.PackageFolders)
        {
            Directory.CreateDirectory(folder);
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, InternalBufferSize = 64 * 1024 };
            watcher.Changed += (_, _) => Soon();
            watcher.Created += (_, _) => Soon();
            watcher.Deleted += (_, _) => Soon();
            watcher.Renamed += (_, _) => Soon();
            watcher.Error += (_, _) => Soon();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        Scan();
        // Network shares and full notification queues lose events; a slow look makes up for it.
        _timer.Change(5000, 5000);
    }

    private void Soon() => _timer.Change(300, 5000);

    private void ScanInBackground()
    {
        try
        {
            Scan(wait: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _log.LogWarning(problem, "A package folder could not be read; it is tried again");
        }
    }

    /// <summary>Looks into all folders.</summary>
    /// <param name="wait">Whether a folder that has just changed is left until it is quiet: somebody may still be copying.</param>
    public void Scan(bool wait = false)
    {
        if (!_scan.Wait(TimeSpan.FromSeconds(30))) return;
        var before = _all;
        try
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            foreach (var source in _options.PackageFolders.Where(Directory.Exists))
                foreach (var folder in Directory.EnumerateDirectories(source).Order(StringComparer.Ordinal))
                {
                    if (!File.Exists(Path.Combine(folder, "module.json")) && !Directory.EnumerateFiles(folder, "*.dll").Any()) continue;
                    found.Add(folder);
                    Look(folder, wait);
                }
            foreach (var gone in _seen.Keys.Where(folder => !found.Contains(folder)).ToList()) _seen.Remove(gone);
            _all = [.. _seen.Values.Select(seen => seen.Package)
                .Concat(Stored())
                .DistinctBy(package => (package.Id, package.Key))
                .OrderBy(package => package.Id, StringComparer.Ordinal).ThenByDescending(package => package.Version)];
        }
        finally
        {
            _scan.Release();
        }
        if (!before.SequenceEqual(_all)) Changed?.Invoke();
    }

    /// <summary>
    /// Takes the copies of old versions off the disk: those that lie in no watched folder, are not among the newest of their id and
    /// are not needed, because they run, can be returned to, or know the way back for somebody's data.
    /// </summary>
    public IReadOnlyList<Package> Prune(IReadOnlySet<(string Id, string Key)> needed)
    {
        _scan.Wait();
        try
        {
            var old = _all.Where(package => package.Problem is null && package.Origin == package.Folder).GroupBy(package => package.Id)
                .SelectMany(versions => versions.OrderByDescending(version => Directory.GetCreationTimeUtc(version.Folder)).Skip(Spare))
                .Where(package => !needed.Contains((package.Id, package.Key))).ToList();
            foreach (var package in old)
            {
                Directory.Delete(package.Folder, recursive: true);
                DeclaredMark.Remove(package);
                _log.LogInformation("{Module} {Version}: the copy of this old version is no longer kept", package.Id, package.Key);
            }
            _all = _all.RemoveRange(old);
            return old;
        }
        finally
        {
            _scan.Release();
        }
    }

    /// <summary>Gives a checked, unpacked package its final name, in one step; a build that is there already stays as it is.</summary>
    public void Keep(string unpacked, ModuleManifest manifest, string stamp)
    {
        _scan.Wait();
        try
        {
            var kept = Path.Combine(_store, manifest.Id, $"{manifest.Version}+{stamp}");
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            if (!Directory.Exists(kept)) Directory.Move(unpacked, kept);
        }
        finally
        {
            _scan.Release();
        }
        Scan();
    }

    /// <summary>Takes every version of an id off the disk, and its folder out of the plugins folder. What ships with the product stays.</summary>
    public void Remove(string id)
    {
        _scan.Wait();
        try
        {
            foreach (var folder in _options.PackageFolders.Skip(1).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories))
                if (ManifestReader.Read(Path.Combine(folder, "module.json"), out _)?.Id == id) Directory.Delete(folder, recursive: true);
            if (Directory.Exists(Path.Combine(_store, id))) Directory.Delete(Path.Combine(_store, id), recursive: true);
            foreach (var gone in _seen.Where(seen => seen.Value.Package.Id == id).Select(seen => seen.Key).ToList()) _seen.Remove(gone);
        }
        finally
        {
            _scan.Release();
        }
        Scan();
    }

    /// <summary>Puts a version that another host was given into this one's store. The stamp must be that of the content.</summary>
    public void Receive(string id, string key, IEnumerable<(string Path, byte[] Content)> files)
    {
        var kept = Inside(_store, Path.Combine(id, key));
        if (Directory.Exists(kept)) return;
        var part = kept + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        foreach (var (path, content) in files)
        {
            var target = Inside(part, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
        if (!Directory.Exists(part) || ContentStamp(part) != key.Split('+')[^1])
        {
            if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
            throw new InvalidDataException($"The files of {id} {key} in the database are not those that were put there.");
        }
        Directory.Move(part, kept);
    }

    /// <summary>Puts a version out of a backup into the store, in one step; one that is there stays as it is.</summary>
    public void Adopt(string id, string key, string folder)
    {
        var kept = Inside(_store, Path.Combine(id, key));
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        if (!Directory.Exists(kept)) Directory.Move(folder, kept);
    }

    private static string Inside(string folder, string path) =>
        Path.GetFullPath(Path.Combine(folder, path)) is var full && full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full : throw new InvalidDataException($"The path '{path}' leads out of the package.");

    private void Look(string folder, bool wait)
    {
        var quick = QuickStamp(folder);
        if (_seen.TryGetValue(folder, out var known) && known.Stamp == quick) return;
        if (wait && _moving.GetValueOrDefault(folder) != quick)
        {
            _moving[folder] = quick;
            Soon();
            return;
        }
        _moving.Remove(folder);
        _seen[folder] = (quick, TakeOrSay(folder));
    }

    /// <summary>Whatever is wrong with one folder, the others are read and the house starts.</summary>
    private Package TakeOrSay(string folder)
    {
        try
        {
            return Take(folder);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _log.LogWarning(problem, "The package in {Folder} could not be read", folder);
            return new(Path.GetFileName(folder), new SemanticVersion(0, 0, 0), "broken", folder, folder, null,
                new(RefusalCode.Unreadable, Path.GetFileName(folder), problem.Message));
        }
    }

    private Package Take(string folder)
    {
        var name = Path.GetFileName(folder);
        Package Broken(ModuleRefusal problem, ModuleManifest? manifest = null) =>
            new(manifest?.Id ?? name, VersionOf(manifest), "broken", folder, folder, manifest, problem);

        var manifest = ManifestReader.Read(Path.Combine(folder, "module.json"), out var faults);
        if (faults.Count > 0)
            return Broken(new(faults), faults.Any(fault => fault.Path == "id") ? null : manifest);
        if (PackageInspector.Problem(manifest!, folder) is { } problem) return Broken(problem, manifest);

        var stamp = ContentStamp(folder);
        var kept = Path.Combine(_store, manifest!.Id, $"{manifest.Version}+{stamp}");
        if (!Directory.Exists(kept)) CopyWhole(folder, kept);
        return new(manifest.Id, SemanticVersion.Parse(manifest.Version), stamp, kept, folder, manifest, null);
    }

    /// <summary>Versions whose folder is gone or replaced, kept to roll back to.</summary>
    private IEnumerable<Package> Stored()
    {
        foreach (var folder in Directory.EnumerateDirectories(_store).SelectMany(Directory.EnumerateDirectories))
        {
            if (folder.EndsWith(".part", StringComparison.Ordinal)) continue;
            if (_all.FirstOrDefault(package => package.Folder == folder) is { } known)
            {
                // Its folder may hold something else by now.
                yield return known with { Origin = folder };
                continue;
            }
            if (Kept(folder) is { } package) yield return package;
        }
    }

    /// <summary>A kept copy as a package, or null where it is none.</summary>
    public static Package? Kept(string folder)
    {
        var manifest = ManifestReader.Read(Path.Combine(folder, "module.json"), out var faults);
        if (manifest is null || faults.Count > 0) return null;
        var stamp = Path.GetFileName(folder).Split('+')[^1];
        return new(manifest.Id, SemanticVersion.Parse(manifest.Version), stamp, folder, folder, manifest, PackageInspector.Problem(manifest, folder));
    }

    private static SemanticVersion VersionOf(ModuleManifest? manifest) =>
        manifest is not null && SemanticVersion.TryParse(manifest.Version, out var version) ? version : new SemanticVersion(0, 0, 0);

    private static void CopyWhole(string from, string to)
    {
        var part = to + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(part, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        Directory.Move(part, to);
    }

    private static string QuickStamp(string folder) =>
        string.Join('|', new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => $"{file.Name}:{(file.LinkTarget is null ? file.Length : -1)}:{file.LastWriteTimeUtc.Ticks}"));

    private static string ContentStamp(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers) watcher.Dispose();
        _timer.Dispose();
        _scan.Dispose();
    }
}
