namespace CommunityPlatform.Host.Scenes;

/// <summary>
/// Ids of demo rows: the same for the same (seed, kind, index) on every machine, different between kinds and
/// indexes by construction. Shaped as version 7 and ascending in index, so that loading a scene appends to the
/// key index like live data does.
/// </summary>
internal static class SceneIds
{
    private const int MostPerKind = 1_000_000;

    // 2010-01-01T00:00:00Z in milliseconds: the age of the demo rows, before anything entered by hand.
    private const long FirstTick = 1_262_304_000_000;

    public static Guid Of(long seed, SceneKind kind, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MostPerKind);
        var time = (ulong)(FirstTick + ((long)kind * MostPerKind) + index);
        var random = SceneRandom.For(seed, $"{(int)kind}/{index}");
        var high = (time << 16) | 0x7000UL | (random.NextBits() & 0x0FFFUL);
        var low = 0x8000_0000_0000_0000UL | (random.NextBits() >> 2);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }
}
