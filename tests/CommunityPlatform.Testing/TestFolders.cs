using System.Reflection;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Testing;

/// <summary>The folders of one house under test: its data and its packages. Gone at the end.</summary>
internal sealed class TestFolders : IDisposable
{
    private readonly bool _kept;
    private bool _database;

    public TestFolders() : this(Directory.CreateTempSubdirectory("cp-test-").FullName, kept: false) { }

    private TestFolders(string root, bool kept)
    {
        (Root, _kept) = (root, kept);
        Directory.CreateDirectory(Packages);
    }

    /// <summary>Folders that another process made and will remove.</summary>
    public static TestFolders At(string root) => new(root, kept: true);

    /// <summary>What the house's command line says of its database, which is there from now on.</summary>
    public async Task<IReadOnlyList<string>> Database(DatabaseKind kind)
    {
        if (kind == DatabaseKind.PostgreSQL && !_database)
        {
            await TestEngine.Make(TestEngine.DatabaseOf(Root));
            _database = true;
        }
        return TestEngine.Arguments(kind, Root);
    }

    public string Root { get; }
    public string Data => Path.Combine(Root, "data");
    public string Packages => Path.Combine(Root, "packages");

    /// <summary>Where a variant of the test modules lies after the build.</summary>
    public static string Built(string variant) => Path.Combine(
        typeof(TestFolders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "TestModules").Value!, variant);

    /// <summary>Puts a variant into the packages folder and says where.</summary>
    public string Deliver(string variant, string? folder = null)
    {
        var to = Path.Combine(Packages, folder ?? variant);
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Copy(Built(variant), to);
        return to;
    }

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose()
    {
        if (_kept) return;
        if (_database) TestEngine.Drop(TestEngine.DatabaseOf(Root));
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A connection pool still holds a database for a moment; the temp folder is swept by the system.
        }
    }
}
