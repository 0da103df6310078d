using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Contributions;

namespace CommunityPlatform.Host.Privacy;

/// <summary>A module's sources of personal data, on one session, for as long as it is asked.</summary>
internal sealed class ModuleVisit : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;

    public ModuleVisit(LoadedModule module, ActFrame frame)
    {
        _scope = module.Services.CreateAsyncScope();
        try
        {
            _scope.ServiceProvider.GetRequiredService<ActFrameHolder>().Frame = frame;
            Sources = [.. _scope.ServiceProvider.GetServices<IPersonalDataSource>()];
        }
        catch
        {
            _scope.Dispose();
            throw;
        }
    }

    public IReadOnlyList<IPersonalDataSource> Sources { get; }

    /// <summary>All records; nothing of the module's own types is left in them.</summary>
    public async Task<List<HeldRecord>> About(PersonAsked person, CancellationToken stop)
    {
        var records = new List<HeldRecord>();
        foreach (var source in Sources)
            foreach (var record in await source.About(person, stop)) records.Add(record with { Values = [.. record.Values] });
        return records;
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
