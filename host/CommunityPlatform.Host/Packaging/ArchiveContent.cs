using System.IO.Compression;
using System.Security.Cryptography;
using CommunityPlatform.Host.Modules;

namespace CommunityPlatform.Host.Packaging;

/// <summary>Reads one entry's bytes and counts them: not one more or less than the directory told.</summary>
internal static class ArchiveContent
{
    /// <summary>The whole of a small entry.</summary>
    public static byte[] Bytes(Stream file, ArchiveEntry entry, int most, RefusalCode otherwise)
    {
        if (entry.Length > most) throw new PackageRefused(otherwise, entry.Name, $"{entry.Length} > {most}");
        using var into = new MemoryStream((int)entry.Length);
        Copy(file, entry, into);
        return into.ToArray();
    }

    /// <summary>Writes an entry's bytes and says their hash.</summary>
    /// <exception cref="PackageRefused">The bytes are damaged or not as many as told.</exception>
    public static string Copy(Stream file, ArchiveEntry entry, Stream into)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            using var window = new Window(file, entry.Start, entry.Packed);
            using var content = entry.Deflated ? new DeflateStream(window, CompressionMode.Decompress) : (Stream)window;
            var buffer = new byte[64 * 1024];
            var written = 0L;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                written += read;
                if (written > entry.Length) break;
                hash.AppendData(buffer, 0, read);
                into.Write(buffer, 0, read);
            }
            if (written != entry.Length) throw new PackageRefused(RefusalCode.LyingHeader, ArchiveNames.Shown(entry.Name));
        }
        catch (InvalidDataException problem)
        {
            throw new PackageRefused(new(RefusalCode.HashWrong, ArchiveNames.Shown(entry.Name)), problem);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A part of the file, as a stream of its own.</summary>
    private sealed class Window(Stream file, long start, long length) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            file.Position = start + _at;
            var read = file.Read(buffer, offset, (int)Math.Min(count, length - _at));
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
