using System.Runtime.CompilerServices;
using CommunityPlatform.Sdk;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Modules;

/// <summary>Puts versions on the board: in the order of what they require, with their background work, or with the reason why not.</summary>
internal sealed class ModuleIntake(ModuleLoader loader, ModuleBoard board, Faults faults, ILogger<ModuleIntake> log)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, ModuleRefusal> _refusals = new(StringComparer.Ordinal);

    /// <summary>Why an id could not be loaded, by id.</summary>
    public IReadOnlyDictionary<string, ModuleRefusal> Refusals => _refusals;

    /// <summary>Loads a version; an error becomes the id's refusal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Load(Package package, bool behind = false)
    {
        if (Loaded(package) is not { } module) return false;
        Start(module);
        board.Add(module, behind);
        return true;
    }

    /// <summary>Loads many, those that do not wait for each other side by side, and says which are there.</summary>
    public List<Package> LoadAll(List<Package> packages)
    {
        var there = new List<Package>();
        var waiting = packages.ToDictionary(package => package.Id, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var ready = waiting.Values.Where(package => package.Manifest!.Requires.All(requirement => !waiting.ContainsKey(requirement.Id))).ToList();
            if (ready.Count == 0)
            {
                var circle = string.Join(" → ", waiting.Keys.Order(StringComparer.Ordinal));
                foreach (var package in waiting.Values) Refuse(package, new(RefusalCode.Circle, circle));
                break;
            }
            there.AddRange(LoadBeside(ready));
            foreach (var package in ready) waiting.Remove(package.Id);
        }
        return there;
    }

    public void Refuse(Package package, ModuleRefusal reason)
    {
        _refusals[package.Id] = reason;
        log.LogWarning("{Module} {Version} is not loaded: {Reason}", package.Id, package.Version, reason.English);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<Package> LoadBeside(List<Package> packages)
    {
        var modules = new LoadedModule?[packages.Count];
        Parallel.For(0, packages.Count, i => modules[i] = Loaded(packages[i]));
        List<LoadedModule> loaded = [.. modules.OfType<LoadedModule>()];
        loaded.ForEach(Start);
        board.Add(loaded);
        return [.. packages.Where((_, i) => modules[i] is not null)];
    }

    private LoadedModule? Loaded(Package package)
    {
        try
        {
            CheckRequirements(package);
            return loader.Load(package);
        }
        catch (PackageRefused problem)
        {
            Refuse(package, problem.Refusal);
            return null;
        }
    }

    private void Start(LoadedModule module)
    {
        _refusals.TryRemove(module.Id, out _);
        StartBackground(module);
    }

    private void CheckRequirements(Package package)
    {
        foreach (var requirement in package.Manifest!.Requires)
        {
            var there = board.Loaded.FirstOrDefault(module => module.Id == requirement.Id);
            if (there is null)
                throw new PackageRefused(RefusalCode.RequirementMissing, requirement.Id, requirement.Range);
            if (!VersionRange.Parse(requirement.Range).Satisfies(new NuGetVersion(there.Package.Version.ToString())))
                throw new PackageRefused(RefusalCode.RequirementVersion, requirement.Id, requirement.Range, $"{there.Package.Version}");
        }
    }

    private void StartBackground(LoadedModule module)
    {
        module.Background = Run(module, faults, log);

        static async Task Run(LoadedModule module, Faults faults, ILogger log)
        {
            await Task.Yield();
            IEnumerable<Task> works;
            try
            {
                works = [.. module.Services.GetServices<IBackgroundWork>().Select(work => One(module, work, faults))];
            }
            catch (Exception thrown)
            {
                faults.Report(module, null, "starting background work", thrown);
                return;
            }
            await Task.WhenAll(works);
        }

        static async Task One(LoadedModule module, IBackgroundWork work, Faults faults)
        {
            try
            {
                await Task.Run(() => work.Run(module.Stop.Token), module.Stop.Token);
            }
            catch (OperationCanceledException)
            {
                // The module is leaving.
            }
            catch (Exception thrown)
            {
                faults.Report(module, null, work.GetType().Name, thrown);
            }
        }
    }
}
