using System.Security.Cryptography;
using System.Text.Json;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Packaging;
using CommunityPlatform.Sdk.Manifest;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// Checks a package file wholly and unpacks it into a folder that nobody takes for a package. Runs none of its code. Whatever is wrong
/// with the file is a refusal with a code; the folder is gone then.
/// </summary>
internal static class PackageReader
{
    /// <param name="file">The package file, open for reading and seeking.</param>
    /// <param name="name">What it is called, for messages.</param>
    /// <param name="folder">A folder that does not exist yet.</param>
    /// <param name="limits">How much is read.</param>
    /// <exception cref="PackageRefused">Why it must not be taken.</exception>
    public static UnpackedPackage Unpack(Stream file, string name, string folder, PackageLimits limits)
    {
        var shown = ArchiveNames.Shown(name);
        var entries = ArchiveDirectory.Read(file, name, limits);
        var byName = entries.Where(entry => !entry.IsFolder).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        if (!byName.Remove(PackageContents.FileName, out var listEntry)) throw new PackageRefused(RefusalCode.ListMissing, shown, PackageContents.FileName);
        var list = ArchiveContent.Bytes(file, listEntry, PackageContents.LargestBytes, RefusalCode.ListUnreadable);
        var contents = Contents(list);
        var signature = byName.Remove(PackageSignature.FileName, out var signatureEntry) ? Signature(file, signatureEntry, list, shown) : null;
        Same(contents, byName);
        file.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var listed in contents.Files) Write(file, byName[listed.Path], listed, folder);
            File.WriteAllBytes(Path.Combine(folder, PackageContents.FileName), list);
            if (signatureEntry is not null) Write(file, signatureEntry, null, folder);
            var manifest = Manifest(folder, contents);
            return new(folder, hash, Convert.ToHexStringLower(SHA256.HashData(list))[..8], manifest, signature, contents.Files.Count, contents.Files.Sum(listed => listed.Length));
        }
        catch
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static PackageContents Contents(byte[] list)
    {
        try
        {
            return PackageContents.Read(list);
        }
        catch (JsonException problem)
        {
            throw new PackageRefused(new(RefusalCode.ListUnreadable, PackageContents.FileName, problem.Message), problem);
        }
    }

    private static PackageSignature Signature(Stream file, ArchiveEntry entry, byte[] list, string shown)
    {
        PackageSignature signature;
        try
        {
            signature = PackageSignature.Read(ArchiveContent.Bytes(file, entry, PackageSignature.LargestBytes, RefusalCode.SignatureUnreadable));
        }
        catch (JsonException problem)
        {
            throw new PackageRefused(new(RefusalCode.SignatureUnreadable, shown, problem.Message), problem);
        }
        return PublisherKey.Unfit(signature.Publisher) is null && signature.Fits(list) ? signature : throw new PackageRefused(RefusalCode.SignatureWrong, shown, ArchiveNames.Shown(signature.Publisher));
    }

    /// <summary>Every file is listed, every listed one is there, once, and as long as listed.</summary>
    private static void Same(PackageContents contents, Dictionary<string, ArchiveEntry> entries)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in contents.Files)
        {
            if (!listed.Add(file.Path)) throw new PackageRefused(RefusalCode.NameTwice, ArchiveNames.Shown(file.Path));
            if (!entries.TryGetValue(file.Path, out var entry)) throw new PackageRefused(RefusalCode.FileMissing, ArchiveNames.Shown(file.Path));
            if (entry.Length != file.Length) throw new PackageRefused(RefusalCode.HashWrong, ArchiveNames.Shown(file.Path));
        }
        if (entries.Keys.FirstOrDefault(name => !listed.Contains(name)) is { } extra) throw new PackageRefused(RefusalCode.FileNotListed, ArchiveNames.Shown(extra));
    }

    private static void Write(Stream file, ArchiveEntry entry, ListedFile? listed, string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, entry.Name));
        // The names were checked; this says the same once more, where it counts.
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new PackageRefused(RefusalCode.PathEscapes, ArchiveNames.Shown(entry.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var hash = ArchiveContent.Copy(file, entry, to);
        // On the disk before the folder gets its final name: a power cut must not leave a package of empty files.
        to.Flush(flushToDisk: true);
        if (listed is not null && !hash.Equals(listed.Sha256, StringComparison.Ordinal)) throw new PackageRefused(RefusalCode.HashWrong, ArchiveNames.Shown(entry.Name));
    }

    private static ModuleManifest Manifest(string folder, PackageContents contents)
    {
        var manifest = ManifestReader.Read(Path.Combine(folder, "module.json"), out var faults);
        if (faults.Count > 0) throw new PackageRefused(new ModuleRefusal(faults));
        var (listed, said) = ($"{contents.Id} {contents.Version}", $"{manifest!.Id} {manifest.Version}");
        if (listed != said) throw new PackageRefused(RefusalCode.ListOfAnother, ArchiveNames.Shown(listed), ArchiveNames.Shown(said));
        if (manifest.Version.Length > 60) throw new PackageRefused(RefusalCode.PathTooLong, ArchiveNames.Shown(manifest.Version), "60");
        return manifest;
    }
}
