namespace CommunityPlatform.Host.Modules;

/// <summary>When the host stops, every module ends its work and disposes what it holds, as it would when it is taken out.</summary>
internal sealed class ModuleFarewell(ModuleBoard board, ModuleExit exit) : IHostedService
{
    public Task StartAsync(CancellationToken stop) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken stop)
    {
        foreach (var name in board.Loaded.Select(module => (module.Id, module.Package.Key)).Reverse().ToList()) await exit.Retire(name.Id, name.Key);
    }
}
