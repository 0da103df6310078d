using System.Security.Cryptography;
using System.Text.Json;
using CommunityPlatform.Packaging;

namespace CommunityPlatform.Pack;

/// <summary>What can be asked on the command line.</summary>
internal static class Commands
{
    private const string Usage = """
        dotnet run --project build/pack -- make-publisher-key <NAME> <FOLDER>
            makes <FOLDER>/publisher.private.pem (keep it to yourself) and <FOLDER>/publisher.public.pem (give it to operators)
        dotnet run --project build/pack -- pack <LAID-OUT FOLDER> <INTO FOLDER> [<publisher.private.pem>]
            writes <INTO FOLDER>/<id>-<version>.cpkg, signed where a key is given
        """;

    public static int Run(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["make-publisher-key", var name, var folder]:
                    return MakeKey(name, folder);
                case ["pack", var folder, var into]:
                    return Pack(folder, into, null);
                case ["pack", var folder, var into, var key]:
                    return Pack(folder, into, key);
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException or JsonException or ArgumentException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static int MakeKey(string name, string folder)
    {
        if (PublisherKey.Unfit(name) is { } unfit) throw new ArgumentException(unfit);
        var (secret, open) = (Path.Combine(folder, "publisher.private.pem"), Path.Combine(folder, "publisher.public.pem"));
        if (File.Exists(secret) || File.Exists(open)) throw new IOException($"There is a key in {folder} already. A key that is lost cannot be made again, so none is written over.");
        Directory.CreateDirectory(folder);
        var pair = PublisherKey.NewPair(name);
        var own = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) own.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(secret, own)) writer.Write(pair.Private);
        File.WriteAllText(open, pair.Public);
        Console.WriteLine($"{secret}\n{open}\n{name} {PublisherKey.ReadPublic(pair.Public).KeyId}");
        return 0;
    }

    private static int Pack(string folder, string into, string? keyFile)
    {
        Directory.CreateDirectory(into);
        var contents = PackageWriter.List(folder);
        var target = Path.Combine(into, $"{contents.Id}-{contents.Version}{PackageWriter.Ending}");
        if (Path.GetFileName(target) != $"{contents.Id}-{contents.Version}{PackageWriter.Ending}") throw new ArgumentException("module.json: id or version is no name for a file.");
        var part = target + ".part";
        using (var file = File.Create(part))
        {
            if (keyFile is null) PackageWriter.Write(folder, file);
            else
            {
                var (name, key) = PublisherKey.ReadPrivate(File.ReadAllText(keyFile));
                using (key) PackageWriter.Write(folder, file, name, key);
            }
        }
        File.Move(part, target, overwrite: true);
        Console.WriteLine(target);
        return 0;
    }
}
