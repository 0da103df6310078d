using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace CommunityPlatform.Host.Backups;

/// <summary>What stands readable in front of a backup: what kind of file it is, who can open it, and nothing about anybody.</summary>
/// <param name="Format">Grows when an older program could not read it.</param>
/// <param name="Product">The version that made it.</param>
/// <param name="Migrations">The host's own migrations that its databases have gone through.</param>
/// <param name="Made">When.</param>
/// <param name="Community">The community's short name, or null for the whole installation.</param>
/// <param name="Slots">The ways to its key.</param>
internal sealed record BackupHeader(int Format, string Product, IReadOnlyList<string> Migrations, DateTime Made, string? Community, IReadOnlyList<KeySlot> Slots)
{
    public const int OurFormat = 1;

    private const int Longest = 1 << 20;

    private static ReadOnlySpan<byte> Mark => "CPBAK\r\n\x1a"u8;

    public byte[] WriteTo(Stream file)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, json.Length);
        file.Write(Mark);
        file.Write(length);
        file.Write(json);
        return SHA256.HashData(json);
    }

    /// <returns>The header, and the hash that every frame behind it is bound to.</returns>
    /// <exception cref="BackupRefused">It is no backup, or of a newer version.</exception>
    public static (BackupHeader Header, byte[] Hash) Read(Stream file, string name)
    {
        var start = new byte[Mark.Length + 4];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.AsSpan(0, Mark.Length).SequenceEqual(Mark)) throw new BackupRefused(BackupReason.NoBackup, name);
        var length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(Mark.Length));
        if (length is < 2 or > Longest) throw new BackupRefused(BackupReason.Changed, name);
        var json = new byte[length];
        if (file.ReadAtLeast(json, length, throwOnEndOfStream: false) < length) throw new BackupRefused(BackupReason.CutOff, name);
        try
        {
            using var parsed = JsonDocument.Parse(json);
            if (parsed.RootElement.GetProperty("format").GetInt32() is var format && format > OurFormat)
                throw new BackupRefused(BackupReason.NewerVersion, name, parsed.RootElement.TryGetProperty("product", out var product) ? product.ToString() : $"{format}");
            return (JsonSerializer.Deserialize<BackupHeader>(json, JsonSerializerOptions.Web) is { IsWhole: true } header ? header : throw new BackupRefused(BackupReason.Changed, name), SHA256.HashData(json));
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new BackupRefused(BackupReason.Changed, name);
        }
    }

    /// <summary>Whether everything is named that must be: one changed letter of the header makes a value nobody's.</summary>
    private bool IsWhole => Product is not null && Migrations is not null && Slots is not null && Slots.All(slot => slot is { Kind: not null, Number: not null, Salt: not null, Sealed: not null });

    /// <summary>The file's key.</summary>
    /// <param name="typed">The recovery key or the passphrase.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="BackupRefused">It opens nothing here.</exception>
    public byte[] Unlock(string typed, string name)
    {
        try
        {
            if (Slots.Any(slot => slot.Kind == KeySlot.Recovery) && RecoveryKey.Resembles(typed))
            {
                var recovery = RecoveryKey.Parse(typed);
                foreach (var slot in Slots.Where(slot => slot.Kind == KeySlot.Recovery))
                    if (recovery.Unwrap(slot) is { } key) return key;
            }
            foreach (var slot in Slots.Where(slot => slot.Kind == KeySlot.Passphrase))
                if (slot.Unwrap(typed.Trim()) is { } key) return key;
        }
        catch (Exception problem) when (problem is CryptographicException or PlatformNotSupportedException or ArgumentException)
        {
            // A key that is no point of the curve, a slot that is no key: it opens nothing.
        }
        throw new BackupRefused(BackupReason.WrongKey, name);
    }
}
