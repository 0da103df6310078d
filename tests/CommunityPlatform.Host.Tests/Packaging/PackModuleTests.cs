using System.Diagnostics;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>An author's build target: a small module of her own, built and packed, is what the host takes.</summary>
public sealed class PackModuleTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cp-author-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Repository
    {
        get
        {
            var at = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(at, "Directory.Packages.props"))) at = Path.GetDirectoryName(at) ?? throw new DirectoryNotFoundException("No repository above the tests.");
            return at;
        }
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    [Fact]
    public async Task Builds_a_module_into_a_package_without_what_is_the_host_s()
    {
        var repository = Repository;
        Write("Directory.Build.props", $"""<Project><Import Project="{repository}/Directory.Build.props" /></Project>""");
        Write("Directory.Packages.props", $"""<Project><Import Project="{repository}/Directory.Packages.props" /></Project>""");
        Write("tea/module.json", """
            { "id": "tea", "name": { "zh": "茶会", "en": "Tea" }, "summary": { "zh": "测试用。", "en": "For tests." }, "version": "1.2.3", "assembly": "Tea.dll", "sdk": { "min": "1.0.0", "max": "2.0.0" } }
            """);
        Write("tea/Tea/Tea.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Razor">
              <Import Project="{repository}/build/Module.props" />
              <Import Project="{repository}/build/Module.targets" />
            </Project>
            """);
        Write("tea/Tea/TeaModule.cs", """
            using CommunityPlatform.Sdk;
            using Microsoft.Extensions.DependencyInjection;

            namespace Tea;

            internal sealed class TeaModule : IModule
            {
                public string Id => "tea";

                public void AddServices(IServiceCollection services, ModuleContext context) { }
            }
            """);
        Write("tea/Tea/wwwroot/tea.css", ".tea { color: green }");

        var (code, said) = await Build(Path.Combine(_root, "tea", "Tea", "Tea.csproj"), Path.Combine(_root, "out"));
        Assert.True(code == 0, said);

        var file = Path.Combine(_root, "out", "tea-1.2.3.cpkg");
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(Path.Combine(_root, "out")));
        using var stream = File.OpenRead(file);
        var unpacked = PackageReader.Unpack(stream, "tea-1.2.3.cpkg", Path.Combine(_root, "unpacked"), PackageLimits.Default);
        Assert.Null(PackageInspector.Problem(unpacked.Manifest, unpacked.Folder));
        var files = Directory.EnumerateFiles(unpacked.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(unpacked.Folder, path).Replace('\\', '/')).ToList();
        foreach (var there in (string[])["module.json", "Tea.dll", "Tea.deps.json", "wwwroot/tea.css"]) Assert.Contains(there, files);
        Assert.DoesNotContain(files, name => name.Contains("CommunityPlatform.Sdk", StringComparison.Ordinal) || name.Contains("Radzen", StringComparison.Ordinal) || name.Contains("EntityFramework", StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Said)> Build(string project, string into)
    {
        var start = new ProcessStartInfo("dotnet", ["build", project, "-t:PackModule", $"-p:PackageOutputDir={into}", "-p:ModuleLayoutRoot=none", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:m", "--nologo"])
        {
            RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(project)!,
        };
        // What the build that runs these tests has set is not the author's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return (build.ExitCode, said);
    }
}
