using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CommunityPlatform.Host.Backups;

/// <summary>
/// The body of a backup: frames of AES-256-GCM under a key of this one file, each bound to the header, to its place and to whether it
/// is the last. Nothing can be changed, put elsewhere or cut off unnoticed.
/// </summary>
internal static class Frames
{
    public const int Size = 1 << 20;
    public const int Tag = 16;
    public const uint Last = 0x8000_0000;

    public static byte[] Nonce(long index)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), index);
        return nonce;
    }

    public static byte[] Bound(byte[] header, bool last) => [.. header, last ? (byte)1 : (byte)0];
}

/// <summary>Writes frames; the last one when <see cref="Finish"/> is called, and only then the file is whole.</summary>
internal sealed class FrameWriter(Stream file, byte[] key, byte[] header) : Stream
{
    private readonly AesGcm _aes = new(key, Frames.Tag);
    private readonly byte[] _plain = new byte[Frames.Size];
    private readonly byte[] _cipher = new byte[4 + Frames.Size + Frames.Tag];
    private int _filled;
    private long _index;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled == Frames.Size) Put(last: false);
            var taken = Math.Min(buffer.Length, Frames.Size - _filled);
            buffer[..taken].CopyTo(_plain.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    public void Finish() => Put(last: true);

    private void Put(bool last)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_cipher, (uint)_filled | (last ? Frames.Last : 0));
        _aes.Encrypt(Frames.Nonce(_index++), _plain.AsSpan(0, _filled), _cipher.AsSpan(4, _filled), _cipher.AsSpan(4 + _filled, Frames.Tag), Frames.Bound(header, last));
        file.Write(_cipher, 0, 4 + _filled + Frames.Tag);
        _filled = 0;
    }

    public override void Flush()
    {
        // A frame goes out when it is full.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
        base.Dispose(disposing);
    }
}

/// <summary>Reads frames; gives out nothing that was not proven.</summary>
internal sealed class FrameReader(Stream file, byte[] key, byte[] header, string name) : Stream
{
    private readonly AesGcm _aes = new(key, Frames.Tag);
    private readonly byte[] _plain = new byte[Frames.Size];
    private readonly byte[] _cipher = new byte[Frames.Size + Frames.Tag];
    private int _at;
    private int _there;
    private long _index;
    private bool _ended;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_at == _there)
        {
            if (_ended) return 0;
            Next();
        }
        var taken = Math.Min(buffer.Length, _there - _at);
        _plain.AsSpan(_at, taken).CopyTo(buffer);
        _at += taken;
        return taken;
    }

    /// <summary>Reads to the very end, which proves that there is one.</summary>
    public void Drain()
    {
        var rest = new byte[64 * 1024];
        while (Read(rest) > 0) { }
    }

    private void Next()
    {
        var start = new byte[4];
        if (file.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4) throw new BackupRefused(BackupReason.CutOff, name);
        var said = BinaryPrimitives.ReadUInt32BigEndian(start);
        var (length, last) = ((int)(said & ~Frames.Last), (said & Frames.Last) != 0);
        if (length > Frames.Size) throw new BackupRefused(BackupReason.Changed, name);
        if (file.ReadAtLeast(_cipher.AsSpan(0, length + Frames.Tag), length + Frames.Tag, throwOnEndOfStream: false) < length + Frames.Tag) throw new BackupRefused(BackupReason.CutOff, name);
        try
        {
            _aes.Decrypt(Frames.Nonce(_index++), _cipher.AsSpan(0, length), _cipher.AsSpan(length, Frames.Tag), _plain.AsSpan(0, length), Frames.Bound(header, last));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new BackupRefused(BackupReason.Changed, name);
        }
        (_at, _there, _ended) = (0, length, last);
        if (last && file.ReadByte() != -1) throw new BackupRefused(BackupReason.Changed, name);
    }

    public override void Flush() => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _aes.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
        base.Dispose(disposing);
    }
}
