namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Hears from the framework's own log that a circuit ended by an exception no boundary may catch (async void, a component's
/// dispose), and reports it under the module whose code threw. There is no other place where this can be learnt.
/// </summary>
internal sealed class CircuitFaults(IServiceProvider host) : ILoggerProvider
{
    private const string Circuits = "Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost";

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Circuits ? new Listener(host) : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Dispose() { }

    private sealed class Listener(IServiceProvider host) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error || exception is null || Faults.Culprit(exception) is not { } context) return;
            // Asked for here and not in the constructor: both of them write logs themselves.
            if (host.GetRequiredService<ModuleBoard>().Loaded.FirstOrDefault(loaded => loaded.Context == context) is { } module)
                host.GetRequiredService<Faults>().Report(module, null, "circuit", exception);
        }
    }
}
