using System.Buffers.Binary;
using System.Text;
using CommunityPlatform.Host.Modules;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// Reads the directory of a package file (zip) with its own eyes: every length is checked before it is believed, names are what both
/// headers say, no two entries share bytes. Stricter than a general reader, because only our own writer's files are to be read.
/// </summary>
internal static class ArchiveDirectory
{
    private const int EndLength = 22, CentralLength = 46, LocalLength = 30;
    private const uint EndMark = 0x06054b50, CentralMark = 0x02014b50, LocalMark = 0x04034b50;
    private const ushort Encrypted = 1 | 1 << 6 | 1 << 13, LengthsBehind = 1 << 3;
    private const int UnixKind = 0xF000, UnixFile = 0x8000, UnixFolder = 0x4000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private sealed record Central(string Name, byte[] RawName, ushort Flags, ushort Method, long Packed, long Length, long Local);

    /// <summary>All entries, in the order of the directory.</summary>
    /// <exception cref="PackageRefused">Something about the file is not as it should be.</exception>
    public static IReadOnlyList<ArchiveEntry> Read(Stream file, string name, PackageLimits limits)
    {
        var shown = ArchiveNames.Shown(name);
        if (file.Length > limits.FileBytes) throw new PackageRefused(RefusalCode.FileTooLarge, shown, PackageLimits.Size(file.Length), PackageLimits.Size(limits.FileBytes));
        var (count, start, size) = End(file, shown);
        if (count > limits.Entries) throw new PackageRefused(RefusalCode.TooManyEntries, shown, $"{limits.Entries}");
        if (size > (long)limits.Entries * 512) throw new PackageRefused(RefusalCode.TooManyEntries, shown, $"{limits.Entries}");
        var centrals = Centrals(Bytes(file, start, (int)size), count, shown);
        if (centrals.FirstOrDefault(entry => ArchiveNames.Wrong(entry.Name) is not null) is { } wrong) throw new PackageRefused(ArchiveNames.Wrong(wrong.Name)!);
        if (ArchiveNames.Clash(centrals.Where(entry => !entry.Name.EndsWith('/')).Select(entry => entry.Name)) is { } clash) throw new PackageRefused(clash);
        var total = centrals.Sum(entry => entry.Length);
        if (total > limits.UnpackedBytes) throw new PackageRefused(RefusalCode.UnpacksTooLarge, shown, PackageLimits.Size(total), PackageLimits.Size(limits.UnpackedBytes));
        var entries = centrals.Select(entry => Entry(file, entry, start)).ToList();
        NothingShared(entries);
        return entries;
    }

    private static (int Count, long Start, long Size) End(Stream file, string shown)
    {
        var begins = file.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(Bytes(file, 0, 4)) is LocalMark or EndMark;
        if (file.Length < EndLength) throw new PackageRefused(begins ? RefusalCode.FileCutOff : RefusalCode.NotPackageFile, shown);
        var end = Bytes(file, file.Length - EndLength, EndLength).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndMark || Short(end, 20) != 0) throw new PackageRefused(begins ? RefusalCode.FileCutOff : RefusalCode.NotPackageFile, shown);
        if (Short(end, 4) != 0 || Short(end, 6) != 0 || Short(end, 8) != Short(end, 10)) throw new PackageRefused(RefusalCode.NotPackageFile, shown);
        var (count, size, start) = (Short(end, 10), (long)Int(end, 12), (long)Int(end, 16));
        if (start + size != file.Length - EndLength) throw new PackageRefused(RefusalCode.FileCutOff, shown);
        return (count, start, size);
    }

    private static List<Central> Centrals(byte[] directory, int count, string shown)
    {
        var found = new List<Central>(count);
        var rest = directory.AsSpan();
        for (var i = 0; i < count; i++)
        {
            if (rest.Length < CentralLength || Int(rest, 0) != CentralMark) throw new PackageRefused(RefusalCode.FileCutOff, shown);
            var (nameLength, whole) = (Short(rest, 28), CentralLength + Short(rest, 28) + Short(rest, 30) + Short(rest, 32));
            if (rest.Length < whole) throw new PackageRefused(RefusalCode.FileCutOff, shown);
            var raw = rest.Slice(CentralLength, nameLength).ToArray();
            var entry = new Central(Name(raw, shown), raw, Short(rest, 8), Short(rest, 10), Int(rest, 20), Int(rest, 24), Int(rest, 42));
            Kind(entry, Int(rest, 38) >> 16);
            found.Add(entry);
            rest = rest[whole..];
        }
        return rest.IsEmpty ? found : throw new PackageRefused(RefusalCode.FileCutOff, shown);
    }

    private static string Name(byte[] raw, string shown)
    {
        try
        {
            return Strict.GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            throw new PackageRefused(RefusalCode.NameReserved, $"{shown}: {Convert.ToHexStringLower(raw.AsSpan(0, Math.Min(raw.Length, 16)))}");
        }
    }

    /// <summary>Files and folders only: no link, no device, nothing encrypted, nothing packed in a rare way.</summary>
    private static void Kind(Central entry, uint mode)
    {
        var folder = entry.Name.EndsWith('/');
        if ((mode & UnixKind) is not 0 and var kind && kind != (folder ? UnixFolder : UnixFile)) throw new PackageRefused(RefusalCode.EntryNoFile, ArchiveNames.Shown(entry.Name));
        if ((entry.Flags & Encrypted) != 0 || entry.Method is not (0 or 8)) throw new PackageRefused(RefusalCode.EntryUnreadable, ArchiveNames.Shown(entry.Name));
        if ((entry.Method == 0 && entry.Packed != entry.Length) || (folder && entry.Length != 0)) throw new PackageRefused(RefusalCode.LyingHeader, ArchiveNames.Shown(entry.Name));
        if (entry.Length > PackageLimits.RatioFrom && entry.Length > entry.Packed * PackageLimits.Ratio)
            throw new PackageRefused(RefusalCode.PackedTooTight, ArchiveNames.Shown(entry.Name), $"{PackageLimits.Ratio}");
    }

    private static ArchiveEntry Entry(Stream file, Central entry, long directory)
    {
        var lies = new PackageRefused(RefusalCode.LyingHeader, ArchiveNames.Shown(entry.Name));
        if (entry.Local + LocalLength + entry.RawName.Length > directory) throw lies;
        var local = Bytes(file, entry.Local, LocalLength + entry.RawName.Length).AsSpan();
        if (Int(local, 0) != LocalMark || Short(local, 8) != entry.Method || Short(local, 26) != entry.RawName.Length || !local[LocalLength..].SequenceEqual(entry.RawName)) throw lies;
        if ((Short(local, 6) & LengthsBehind) == 0 && (Int(local, 18) != entry.Packed || Int(local, 22) != entry.Length)) throw lies;
        var start = entry.Local + LocalLength + entry.RawName.Length + Short(local, 28);
        return start + entry.Packed > directory ? throw lies : new(entry.Name, entry.Method == 8, start, entry.Packed, entry.Length);
    }

    /// <summary>Entries over the same bytes unpack a small file into many: a bomb that no single ratio shows.</summary>
    private static void NothingShared(List<ArchiveEntry> entries)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Start))
        {
            if (entry.Start < end) throw new PackageRefused(RefusalCode.LyingHeader, ArchiveNames.Shown(entry.Name));
            end = entry.Start + entry.Packed;
        }
    }

    private static byte[] Bytes(Stream file, long at, int length)
    {
        var bytes = new byte[length];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
