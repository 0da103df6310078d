using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace CommunityPlatform.Packaging;

/// <summary>Writes a laid-out module folder as a package file. The same folder always gives the same bytes, but for the signature.</summary>
internal static class PackageWriter
{
    public const string Ending = ".cpkg";

    /// <summary>Zip knows no time before 1980 and no zone; one moment for all keeps packages comparable.</summary>
    private static readonly DateTimeOffset Moment = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Says the list of a folder's files, as module.json names it.</summary>
    public static PackageContents List(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "module.json")), new() { CommentHandling = JsonCommentHandling.Skip });
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Full: file, Path: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(file => file.Path is not (PackageContents.FileName or PackageSignature.FileName))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => Listed(file.Full, file.Path));
        return new(PackageContents.Known, Text(manifest, "id"), Text(manifest, "version"), [.. files]);
    }

    /// <summary>Writes the package; with a key, signed.</summary>
    public static void Write(string folder, Stream into, string? publisher = null, ECDsa? key = null)
    {
        var contents = List(folder);
        var list = contents.Write();
        using var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, PackageContents.FileName, list);
        if (key is not null) Add(archive, PackageSignature.FileName, PackageSignature.Make(list, publisher!, key).Write());
        foreach (var file in contents.Files)
        {
            using var from = File.OpenRead(Path.Combine(folder, file.Path));
            Add(archive, file.Path, from);
        }
    }

    private static ListedFile Listed(string file, string path)
    {
        using var from = File.OpenRead(file);
        return new(path, from.Length, Convert.ToHexStringLower(SHA256.HashData(from)));
    }

    private static void Add(ZipArchive archive, string path, byte[] bytes)
    {
        using var from = new MemoryStream(bytes);
        Add(archive, path, from);
    }

    private static void Add(ZipArchive archive, string path, Stream from)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.SmallestSize);
        entry.LastWriteTime = Moment;
        // A regular file that everybody may read, whichever system packs it.
        entry.ExternalAttributes = unchecked((int)0x81A4_0000);
        using var to = entry.Open();
        from.CopyTo(to);
    }

    private static string Text(JsonDocument manifest, string name) =>
        manifest.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException($"module.json has no \"{name}\".");
}
