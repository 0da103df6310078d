using System.Globalization;
using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Modules;

namespace CommunityPlatform.Host.Api;

/// <summary>What a community's switch is to be.</summary>
/// <param name="Enabled">On or off.</param>
internal sealed record ModuleSwitch(bool Enabled);

/// <summary>The switch as it now stands.</summary>
internal sealed record ModuleSwitchAnswer(string Community, string Module, bool Enabled, bool Changed);

/// <summary>Which version is wanted: a version or its key (version+stamp). Absent means the newest without a problem.</summary>
internal sealed record VersionWanted(string? Version = null);

/// <summary>An act that was carried out, with the package as it now stands.</summary>
internal sealed record PackageActAnswer(string Result, PackageAnswer Package);

/// <summary>Why something cannot be done.</summary>
/// <param name="Code">For programs; does not change with the language.</param>
/// <param name="Arguments">What the words name: files, ids, versions.</param>
/// <param name="Words">The file or module, what is wrong and the next step; English, or Chinese where Accept-Language asks for it.</param>
internal sealed record RefusalAnswer(string Code, IReadOnlyList<string> Arguments, string Words)
{
    public static RefusalAnswer? Of(ModuleRefusal? refusal, CultureInfo language) => refusal is null ? null : new(refusal.Code.ToString(), refusal.Arguments, refusal.In(language));
}

/// <summary>A package.</summary>
/// <param name="State">loaded, unloading, not-loaded or refused.</param>
/// <param name="Problem">Why it, or one of its versions, cannot be loaded.</param>
/// <param name="ContextAlive">Whether any version's code is in memory, loaded or not yet let go.</param>
internal sealed record PackageAnswer(
    string Id, string Name, string Kind, string State, RefusalAnswer? Problem, bool ContextAlive, string? Loaded, string? Previous, int Communities, int Faults, IReadOnlyList<VersionAnswer> Versions);

/// <summary>A version of a package. Memory by package cannot be measured; assemblyBytes is the size of its assemblies on disk.</summary>
internal sealed record VersionAnswer(
    string Version, string Key, bool Loaded, bool Chosen, bool ContextAlive, DateTime? UnloadingSince, RefusalAnswer? Problem, long AssemblyBytes, IReadOnlyList<string> Communities);

/// <summary>A fault of a module.</summary>
internal sealed record FaultAnswer(DateTime At, string Module, string Version, string? Community, string Where, string What);

/// <summary>Memory after a collection.</summary>
internal sealed record CollectAnswer(long HeapBytes, long RssBytes, int ContextsLoaded, int ContextsAlive, IReadOnlyList<UnloadingAnswer> Unloading);

/// <summary>A version that was unloaded and is still held.</summary>
internal sealed record UnloadingAnswer(string Module, string Key, DateTime Since);

/// <summary>Whether a community's audit chain is whole.</summary>
/// <param name="Intact">No break was found.</param>
/// <param name="Lines">Lines there are.</param>
/// <param name="Hash">The last line's hash; write it down elsewhere to compare later.</param>
/// <param name="Published">Heads outside of the database that it was compared with.</param>
/// <param name="Words">What came of it.</param>
/// <param name="Count">All breaks; the first fifty are told one by one.</param>
internal sealed record ChainAnswer(string Community, bool Intact, long Lines, string? Hash, int Published, string Words, long Count, IReadOnlyList<RefusalAnswer> Breaks)
{
    public static ChainAnswer Of(string community, ChainReport report, CultureInfo language, TimeProvider clock) => new(
        community, report.Intact, report.Lines, report.Hash, report.Published, ChainWords.Of(report, language), report.Count,
        [.. report.Breaks.Select(found => new RefusalAnswer(found.Fault.ToString(), [$"{found.First}", $"{found.Last}"], ChainWords.Of(found, language, clock)))]);
}

/// <summary>Whether the installation can serve.</summary>
internal sealed record ReadyAnswer(string Status, bool SafeMode, bool Database, IReadOnlyList<ReadyModule> Modules, IReadOnlyList<ReadyCommunity> Communities);

/// <summary>A module's state.</summary>
internal sealed record ReadyModule(string Id, string State, string? Version, int Communities, RefusalAnswer? Problem);

/// <summary>A community, whether its database answers, and how many modules are on there.</summary>
internal sealed record ReadyCommunity(string Slug, bool Database, int Modules);
