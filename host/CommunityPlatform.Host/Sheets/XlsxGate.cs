using System.IO.Compression;
using System.Xml;

namespace CommunityPlatform.Host.Sheets;

/// <summary>
/// What a file must be before a library reads it: a zip by its first bytes, whose parts are counted as they unpack and not believed,
/// and whose texts are flat and hold no definitions of their own. A library reads nested elements by calling itself: one deep enough
/// would end the process.
/// </summary>
internal static class XlsxGate
{
    private const int MostParts = 2000, Deepest = 64;
    private const long MostBytes = 150L * 1024 * 1024;

    /// <exception cref="XlsxRefused">It is no spreadsheet, or would unpack to more than any list of residents.</exception>
    /// <exception cref="InvalidDataException">The zip is damaged.</exception>
    /// <exception cref="XmlException">A part is no XML although it is called so.</exception>
    public static void Check(byte[] file)
    {
        if (!file.AsSpan().StartsWith("PK\u0003\u0004"u8)) throw new XlsxRefused(XlsxFault.Unreadable);
        using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts) throw new XlsxRefused(XlsxFault.TooLarge);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var left = MostBytes;
        foreach (var entry in zip.Entries)
        {
            if (!names.Add(entry.FullName)) throw new XlsxRefused(XlsxFault.Unreadable);
            using var part = new Counted(entry.Open(), bytes =>
            {
                if ((left -= bytes) < 0) throw new XlsxRefused(XlsxFault.TooLarge);
            });
            Look(entry.FullName, part);
            part.CopyTo(Stream.Null);
        }
    }

    /// <summary>Every part, whatever its name: the list of contents may call anything a sheet.</summary>
    private static void Look(string name, Stream part)
    {
        try
        {
            using var reader = XmlReader.Create(part, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false });
            while (reader.Read())
                if (reader.Depth > Deepest) throw new XlsxRefused(XlsxFault.Unreadable);
        }
        catch (XmlException) when (!name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
        {
            // A picture or the like, which nobody reads.
        }
    }

    /// <summary>A stream that tells what was read.</summary>
    private sealed class Counted(Stream inside, Action<int> told) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inside.Read(buffer, offset, count);
            told(read);
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inside.Dispose();
            base.Dispose(disposing);
        }
    }
}
