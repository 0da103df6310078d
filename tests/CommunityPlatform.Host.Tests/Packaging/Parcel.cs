using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Packaging;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Packaging;

/// <summary>A package file as a test wants it: from a built module, and then wrong in one thing.</summary>
internal sealed class Parcel
{
    public const int Regular = unchecked((int)0x81A4_0000);

    /// <summary>What is listed and packed.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What is packed and not listed.</summary>
    public List<(string Name, byte[] Content, int Attributes)> Unlisted { get; } = [];

    /// <summary>What is listed and not packed.</summary>
    public HashSet<string> Withheld { get; } = new(StringComparer.Ordinal);

    public Func<PackageContents, PackageContents> Relist { get; set; } = contents => contents;

    public Func<PackageSignature, PackageSignature> Resign { get; set; } = signature => signature;

    public byte[]? RawList { get; set; }

    public bool Listed { get; set; } = true;

    public static Parcel Of(string variant)
    {
        var parcel = new Parcel();
        var folder = TestFolders.Built(variant);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) parcel.Files[Path.GetRelativePath(folder, file)] = File.ReadAllBytes(file);
        return parcel;
    }

    /// <summary>A package that is whole and has no code: enough for the reader, which looks at no dll.</summary>
    public static Parcel Small() => new Parcel { Files = { ["module.json"] = Manifest(), ["Small.dll"] = [1, 2, 3], ["wwwroot/a.css"] = "a{}"u8.ToArray() } };

    public static byte[] Manifest(string id = "small", string version = "1.0.0") => Encoding.UTF8.GetBytes($$"""
        { "id": "{{id}}", "name": { "zh": "小" }, "summary": { "zh": "小。" }, "version": "{{version}}", "assembly": "Small.dll", "sdk": { "min": "1.0.0", "max": "2.0.0" } }
        """);

    public Parcel With(string name, byte[]? content = null)
    {
        Files[name] = content ?? [42];
        return this;
    }

    public Parcel Change(string file, Func<string, string> change)
    {
        Files[file] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(Files[file])));
        return this;
    }

    public byte[] Build(ECDsa? key = null, string publisher = "测试发布者")
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(Files["module.json"]);
        var contents = Relist(new(PackageContents.Known, manifest.RootElement.GetProperty("id").GetString()!, manifest.RootElement.GetProperty("version").GetString()!,
            [.. Files.Select(file => new ListedFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))]));
        var list = RawList ?? contents.Write();
        using var into = new MemoryStream();
        using (var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (Listed) Add(archive, PackageContents.FileName, list, Regular);
            if (key is not null) Add(archive, PackageSignature.FileName, Resign(PackageSignature.Make(list, publisher, key)).Write(), Regular);
            foreach (var (name, content) in Files.Where(file => !Withheld.Contains(file.Key))) Add(archive, name, content, Regular);
            foreach (var (name, content, attributes) in Unlisted) Add(archive, name, content, attributes);
        }
        return into.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var into = new MemoryStream();
        using (var archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries) Add(archive, name, content, Regular);
        return into.ToArray();
    }

    /// <summary>Where an entry's header in the directory begins.</summary>
    public static int Central(byte[] zip, string name) => Find(zip, [0x50, 0x4b, 1, 2], 46, name);

    /// <summary>Where an entry's own header begins.</summary>
    public static int Local(byte[] zip, string name) => Find(zip, [0x50, 0x4b, 3, 4], 30, name);

    private static int Find(byte[] zip, byte[] mark, int header, string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        for (var at = 0; at + header + wanted.Length <= zip.Length; at++)
            if (zip.AsSpan(at, 4).SequenceEqual(mark) && zip.AsSpan(at + header, wanted.Length).SequenceEqual(wanted)) return at;
        throw new InvalidOperationException($"{name} has no header.");
    }

    private static void Add(ZipArchive archive, string name, byte[] content, int attributes)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.ExternalAttributes = attributes;
        using var to = entry.Open();
        to.Write(content);
    }
}
