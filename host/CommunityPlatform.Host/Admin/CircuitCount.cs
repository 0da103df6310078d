using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CommunityPlatform.Host.Admin;

/// <summary>Counts open tabs, and how many of them have lost their connection and are only kept for a while.</summary>
internal sealed class CircuitCount : CircuitHandler
{
    private int _open;
    private int _connected;

    public int Open => Volatile.Read(ref _open);

    public int Disconnected => Math.Max(0, Open - Volatile.Read(ref _connected));

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _open, 1);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _open, -1);

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _connected, 1);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _connected, -1);

    private static Task Count(ref int counter, int by)
    {
        Interlocked.Add(ref counter, by);
        return Task.CompletedTask;
    }
}
