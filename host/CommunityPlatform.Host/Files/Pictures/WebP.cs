using System.Buffers.Binary;
using System.Text;

namespace CommunityPlatform.Host.Files.Pictures;

/// <summary>A WebP's chunks. EXIF and XMP data stay outside, and the head no longer promises them.</summary>
internal static class WebP
{
    private const byte PromisesExif = 0x08, PromisesXmp = 0x04;

    public static byte[] Clean(byte[] file)
    {
        var end = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4, 4))) + 8;
        PictureContent.Demand(end <= file.Length, "The WebP is cut off.");
        using var clean = new MemoryStream(file.Length);
        clean.Write(file, 0, 12);
        var (at, picture) = (12, false);
        while (at < end)
        {
            var length = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4, 4)));
            var chunk = file.AsSpan(at, checked(length + 8 + (length & 1))).ToArray();
            PictureContent.Demand(at + chunk.Length <= end, "A WebP chunk reaches beyond the file.");
            at += chunk.Length;
            switch (Encoding.ASCII.GetString(chunk, 0, 4))
            {
                case "VP8X":
                    PictureContent.DemandSize(1 + Three(chunk, 12), 1 + Three(chunk, 15));
                    chunk[8] &= unchecked((byte)~(PromisesExif | PromisesXmp));
                    break;
                case "VP8 ":
                    PictureContent.Demand(chunk[11] == 0x9D && chunk[12] == 0x01 && chunk[13] == 0x2A, "The WebP's picture does not begin as one.");
                    PictureContent.DemandSize(BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(14)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(16)) & 0x3FFF);
                    picture = true;
                    break;
                case "VP8L":
                    PictureContent.Demand(chunk[8] == 0x2F, "The WebP's picture does not begin as one.");
                    var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(9));
                    PictureContent.DemandSize(1 + (size & 0x3FFF), 1 + ((size >> 14) & 0x3FFF));
                    picture = true;
                    break;
                case "ANMF":
                    picture = true;
                    break;
                case "ALPH" or "ANIM" or "ICCP":
                    break;
                default:
                    continue;
            }
            clean.Write(chunk);
        }
        PictureContent.Demand(picture, "The WebP has no picture.");
        var bytes = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)bytes.Length - 8);
        return bytes;
    }

    private static int Three(byte[] bytes, int at) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
}
