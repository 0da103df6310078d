using System.Buffers.Binary;
using System.Text;

namespace CommunityPlatform.Host.Files.Pictures;

/// <summary>A PNG's chunks, each with a right check sum. Texts, dates and EXIF data stay outside.</summary>
internal static class Png
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Row)];

    public static byte[] Clean(byte[] file)
    {
        using var clean = new MemoryStream(file.Length);
        clean.Write(file, 0, 8);
        var (at, data) = (8, false);
        for (var first = true; ; first = false)
        {
            var length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at, 4)));
            var chunk = file.AsSpan(at, checked(length + 12));
            var name = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            var body = chunk.Slice(8, length);
            PictureContent.Demand(Sum(chunk.Slice(4, length + 4)) == BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]), "A PNG chunk has a wrong check sum.");
            PictureContent.Demand(first == (name == "IHDR"), "A PNG begins with its head.");
            at += chunk.Length;
            switch (name)
            {
                case "IHDR":
                    PictureContent.Demand(length == 13, "The PNG's head has a wrong length.");
                    PictureContent.DemandSize(BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
                    break;
                case "IDAT":
                    data = true;
                    break;
                case "IEND":
                    PictureContent.Demand(data && length == 0, "The PNG has no picture.");
                    clean.Write(chunk);
                    return clean.ToArray();
                case "PLTE" or "tRNS" or "gAMA" or "cHRM" or "sRGB" or "sBIT" or "iCCP" or "cICP" or "bKGD" or "pHYs" or "acTL" or "fcTL" or "fdAT":
                    break;
                default:
                    // A capital begins what the picture cannot be shown without.
                    PictureContent.Demand(!char.IsAsciiLetterUpper(name[0]), "The PNG has a part that is not known.");
                    continue;
            }
            clean.Write(chunk);
        }
    }

    /// <summary>CRC-32 as PNG and zip count it.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes) sum = Table[(sum ^ value) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint Row(int value)
    {
        var row = (uint)value;
        for (var bit = 0; bit < 8; bit++) row = (row & 1) == 0 ? row >> 1 : (row >> 1) ^ 0xEDB88320;
        return row;
    }
}
