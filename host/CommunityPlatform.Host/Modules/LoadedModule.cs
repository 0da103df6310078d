using System.Reflection;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using Microsoft.Extensions.FileProviders;

namespace CommunityPlatform.Host.Modules;

/// <summary>A package version whose code is in the process: everything found in it, and nothing that outlives it.</summary>
internal sealed class LoadedModule
{
    private int _inside;

    public required Package Package { get; init; }
    public required ModuleLoadContext Context { get; init; }
    public required Assembly Assembly { get; init; }
    public required IModule Module { get; init; }
    public required ServiceProvider Services { get; init; }
    public required IReadOnlySet<Type> OwnServices { get; init; }
    public required IReadOnlyList<PageRoute> Pages { get; init; }
    public required IReadOnlyList<RouteEndpoint> Endpoints { get; init; }
    public required IReadOnlyDictionary<Type, CaseEntry> Cases { get; init; }
    public required IReadOnlyList<ReactionEntry> Reactions { get; init; }
    public PhysicalFileProvider? Web { get; init; }
    public CancellationTokenSource Stop { get; } = new();
    public Task Background { get; set; } = Task.CompletedTask;

    /// <summary>Whether an act has been done: its data model stands and the next one is quick.</summary>
    public bool Warm { get; set; }

    public string Id => Package.Id;
    public string Name => $"{Package.Id}@{Package.Key}";

    /// <summary>Counts an act in. While any is inside, the code stays.</summary>
    public Visit Enter()
    {
        Interlocked.Increment(ref _inside);
        return new(this);
    }

    public bool Idle => Volatile.Read(ref _inside) == 0;

    public readonly struct Visit(LoadedModule? module) : IDisposable
    {
        public void Dispose()
        {
            if (module is not null) Interlocked.Decrement(ref module._inside);
        }
    }
}
