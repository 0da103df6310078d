namespace CommunityPlatform.Host.UseCases;

/// <summary>The host's own use cases, in a container like a module's.</summary>
internal sealed class HostCases : IDisposable
{
    private readonly ServiceProvider _services;

    public HostCases(IServiceProvider host)
    {
        var collection = Modules.ModuleContainer.Begin(host, new Sdk.ModuleContext("host", "1.0.0", AppContext.BaseDirectory), Register.HostPersonalData.All, Privacy.HostConsents.All);
        collection.AddScoped(scope => host.GetRequiredService<Communities.CommunityBooks>().Open(scope.GetRequiredService<ActFrameHolder>().Frame.Session));
        collection.AddSingleton(host.GetRequiredService<Register.Imports.ImportDesk>());
        collection.AddSingleton(host.GetRequiredService<Audit.PublishedHeads>());
        collection.AddSingleton(host.GetRequiredService<Modules.PackageStore>());
        Privacy.PrivacyServices.Lend(host, collection);
        Cases = CaseEntry.In(typeof(HostCases).Assembly.GetTypes(), collection);
        _services = collection.BuildServiceProvider(validateScopes: true);
    }

    public IReadOnlyDictionary<Type, CaseEntry> Cases { get; }

    public IServiceProvider Services => _services;

    public void Dispose() => _services.Dispose();
}
