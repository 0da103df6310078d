using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>Small real pictures, and what may be hung on them.</summary>
internal static class Pictures
{
    /// <summary>A grey square of eight by eight, as a program for pictures writes it.</summary>
    public static byte[] Jpeg(params byte[][] segments) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. segments.SelectMany(segment => segment),
        .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
        .. Segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
        .. Segment(0xC4, [0x00, 1, .. new byte[15], 0]),
        .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
        0x3F, 0xFF, 0x00, 0x7F,
        0xFF, 0xD9,
    ];

    public static byte[] Segment(byte mark, byte[] body) => [0xFF, mark, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>What a phone writes: which way is up, and where it stood.</summary>
    public static byte[] Exif(byte way, string where)
    {
        var place = Encoding.ASCII.GetBytes(where.PadRight(5, ' '));
        return Segment(0xE1, [.. "Exif\0\0II*\0\b\0\0\0\u0002\0"u8, 0x12, 1, 3, 0, 1, 0, 0, 0, way, 0, 0, 0, 0x25, 0x88, 2, 0, (byte)place.Length, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, .. place]);
    }

    public static byte[] Png(int width = 1, int height = 1, params (string Name, byte[] Body)[] more) =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        .. Chunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]),
        .. more.SelectMany(one => Chunk(one.Name, one.Body)),
        .. Chunk("IDAT", Deflated([0, 0x80])),
        .. Chunk("IEND", []),
    ];

    public static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        return [.. Big(body.Length), .. named, .. Big(unchecked((int)CommunityPlatform.Host.Files.Pictures.Png.Sum(named)))];
    }

    /// <summary>One point of the lossless kind, in the extended form that carries EXIF and XMP.</summary>
    public static byte[] WebP(params (string Name, byte[] Body)[] more)
    {
        byte[] chunks = [.. Part("VP8X", [0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Part("VP8L", [0x2F, 0, 0, 0, 0, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0x08]), .. more.SelectMany(one => Part(one.Name, one.Body))];
        return [.. "RIFF"u8, .. Little(chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    private static byte[] Part(string name, byte[] body) => [.. Encoding.ASCII.GetBytes(name), .. Little(body.Length), .. body, .. new byte[body.Length & 1]];

    private static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(int value) => [.. Big(value).Reverse()];

    private static byte[] Deflated(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var zlib = new ZLibStream(to, CompressionLevel.Fastest)) zlib.Write(bytes);
        return to.ToArray();
    }

    public static bool Holds(this byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
