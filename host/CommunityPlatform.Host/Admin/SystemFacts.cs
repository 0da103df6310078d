using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using CommunityPlatform.Host.Modules;

namespace CommunityPlatform.Host.Admin;

/// <summary>The installation in numbers.</summary>
internal sealed record SystemState(
    string Version, string Sdk, string Runtime, string System, TimeSpan Uptime, long Rss, long Heap, int Circuits, int Disconnected,
    int Loaded, int ContextsAlive, bool SafeMode, string Data);

/// <summary>Measures the installation.</summary>
internal sealed class SystemFacts(ModuleBoard board, CircuitCount circuits, PlatformOptions options, TimeProvider clock)
{
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public SystemState Now()
    {
        using var process = Process.GetCurrentProcess();
        return new(
            typeof(SystemFacts).Assembly.GetName().Version!.ToString(3), PackageInspector.SdkVersion.ToString(), RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription,
            clock.GetUtcNow() - _started, process.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false), circuits.Open, circuits.Disconnected,
            board.Loaded.Count, AssemblyLoadContext.All.Count(context => context is ModuleLoadContext), options.SafeMode, options.Data);
    }

    /// <summary>Bytes in the data folder.</summary>
    public Task<long> DataSize(CancellationToken stop) => Task.Run(
        () => new DirectoryInfo(options.Data).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Sum(file => SizeOf(file)), stop);

    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            // Journals and parts of copies come and go while we look.
            return 0;
        }
    }
}
