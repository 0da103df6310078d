using System.Diagnostics;

namespace CommunityPlatform.Bench;

/// <summary>What an operator gets: the published host with its modules, and as many more modules of real size as asked for.</summary>
internal static class Delivery
{
    /// <summary>Publishes the host for this kind of machine and says where.</summary>
    public static async Task<string> Publish(string repository)
    {
        var folder = Path.Combine(repository, "artifacts", "bench", "host");
        await Dotnet(repository, "publish", "host/CommunityPlatform.Host", "-c", "Release", "-r", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-o", folder);
        return folder;
    }

    /// <summary>Builds copies of the culture module under other ids into a folder of packages.</summary>
    public static async Task Multiply(string repository, int count, string packages)
    {
        for (var i = 1; i <= count; i++)
        {
            var id = $"culture{i}";
            var copy = Path.Combine(repository, "artifacts", "bench", "modules", id);
            if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
            var from = Path.Combine(repository, "modules", "culture");
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(from, file);
                if (name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")) continue;
                var target = Path.Combine(copy, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                var text = Path.GetExtension(file) is ".cs" or ".razor" or ".json" or ".resx" or ".css" or ".js" or ".csproj";
                if (text) await File.WriteAllTextAsync(target, Renamed(await File.ReadAllTextAsync(file), id));
                else File.Copy(file, target);
            }
            await Dotnet(copy, "build", "CommunityPlatform.Culture", "-c", "Release", $"-p:ModuleLayoutRoot={packages}/", $"-p:ModuleId={id}");
        }
    }

    // The hue is one of a short list and stays.
    private static string Renamed(string text, string id) =>
        text.Replace("culture", id, StringComparison.Ordinal).Replace($"\"hue\": \"{id}\"", "\"hue\": \"culture\"", StringComparison.Ordinal);

    private static async Task Dotnet(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }
}
