using CommunityPlatform.Host.UseCases;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Formatting.Json;

namespace CommunityPlatform.Host;

/// <summary>Structured logs in the data folder; traces and metrics where an OTLP endpoint is set. Logs carry ids and names of acts, never payloads.</summary>
internal static class Telemetry
{
    public static void Add(WebApplicationBuilder builder, PlatformOptions options)
    {
        // A file opened shared, so that two starts on one folder (a test, a restart) do not fight over it.
        var file = new LoggerConfiguration()
            .MinimumLevel.Information()
            .Enrich.FromLogContext()
            .WriteTo.File(new JsonFormatter(), Path.Combine(options.Data, "logs", "platform-.json"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 30, shared: true)
            .CreateLogger();
        builder.Logging.AddSerilog(file, dispose: true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }) builder.Services.AddHostedService<Exporters>();
    }

    private sealed class Exporters : IHostedService
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService("community-platform");
            _traces = Sdk().SetResourceBuilder(resource).AddSource(UseCaseRunner.Trace.Name, "Microsoft.AspNetCore").AddOtlpExporter().Build();
            _metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components", "System.Runtime").AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.Dispose();
            _metrics?.Dispose();
            return Task.CompletedTask;
        }

        private static TracerProviderBuilder Sdk() => OpenTelemetry.Sdk.CreateTracerProviderBuilder();
    }
}
