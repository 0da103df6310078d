using System.Buffers.Binary;

namespace CommunityPlatform.Host.Files.Pictures;

/// <summary>A JPEG's segments. Of its EXIF data only which way is up is kept, or photographs of phones would lie on their side.</summary>
internal static class Jpeg
{
    private const byte End = 0xD9, Scan = 0xDA;

    public static byte[] Clean(byte[] file)
    {
        using var clean = new MemoryStream(file.Length);
        clean.Write([0xFF, 0xD8]);
        var (at, frames, scans) = (2, 0, 0);
        while (true)
        {
            PictureContent.Demand(file[at] == 0xFF, "A JPEG segment has no mark.");
            while (file[at] == 0xFF) at++;
            var mark = file[at++];
            if (mark == End) break;
            PictureContent.Demand(mark is >= 0xC0 and not (>= 0xD0 and <= 0xD8), "A JPEG mark stands where none may.");
            var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at, 2));
            PictureContent.Demand(length >= 2, "A JPEG segment is shorter than its own length.");
            var body = file.AsSpan(at + 2, length - 2);
            at += length;
            if (IsFrame(mark))
            {
                PictureContent.DemandSize(BinaryPrimitives.ReadUInt16BigEndian(body[3..]), BinaryPrimitives.ReadUInt16BigEndian(body[1..]));
                frames++;
            }
            Keep(clean, mark, body);
            if (mark != Scan) continue;
            scans++;
            var begin = at;
            // Within the scan a mark is followed by a number that says what it is: 0 is none, D0 to D7 are restarts.
            while (file[at] != 0xFF || file[at + 1] is 0 or 0xFF or (>= 0xD0 and <= 0xD7)) at++;
            clean.Write(file, begin, at - begin);
        }
        PictureContent.Demand(frames == 1 && scans > 0, "The JPEG has no picture.");
        clean.Write([0xFF, End]);
        return clean.ToArray();
    }

    private static void Keep(MemoryStream clean, byte mark, ReadOnlySpan<byte> body)
    {
        switch (mark)
        {
            case 0xE0 when body.StartsWith("JFIF\0"u8):
                // Its last two bytes are the size of a thumbnail, which stays outside.
                Write(clean, mark, [.. body[..12], 0, 0]);
                break;
            case 0xE1 when body.StartsWith("Exif\0\0"u8) && Orientation(body[6..]) is { } way:
                Write(clean, mark, [.. "Exif\0\0MM\0*\0\0\0\b\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0"u8, way, 0, 0, 0, 0, 0, 0]);
                break;
            case 0xE2 when body.StartsWith("ICC_PROFILE\0"u8):
            case 0xEE when body.StartsWith("Adobe"u8) && body.Length == 12:
            case >= 0xC0 and <= 0xCF and not 0xC8:
            case 0xDB or 0xDC or 0xDD or Scan:
                Write(clean, mark, body);
                break;
        }
    }

    /// <summary>Which way is up, 1 to 8; null where it is not said rightly.</summary>
    private static byte? Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8))) return null;
        var little = tiff[0] == 'I';
        var first = Number(tiff[4..], little, 4);
        if (first + 2 > tiff.Length) return null;
        var count = Number(tiff[(int)first..], little, 2);
        for (var i = 0; i < count; i++)
        {
            var entry = first + 2 + (12L * i);
            if (entry + 12 > tiff.Length) return null;
            var words = tiff.Slice((int)entry, 12);
            if (Number(words, little, 2) == 0x0112) return Number(words[8..], little, 2) is >= 1 and <= 8 and var way ? (byte)way : null;
        }
        return null;
    }

    private static long Number(ReadOnlySpan<byte> bytes, bool little, int size) => (size, little) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };

    private static bool IsFrame(byte mark) => mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void Write(MemoryStream clean, byte mark, ReadOnlySpan<byte> body)
    {
        Span<byte> head = [0xFF, mark, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], checked((ushort)(body.Length + 2)));
        clean.Write(head);
        clean.Write(body);
    }
}
