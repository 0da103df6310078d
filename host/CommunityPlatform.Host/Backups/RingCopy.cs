using System.Globalization;
using CommunityPlatform.Host.Vault;

namespace CommunityPlatform.Host.Backups;

/// <summary>A community's keys as they travel inside a sealed backup, for an installation with another master key.</summary>
internal sealed record RingCopy(string Current, IReadOnlyDictionary<string, byte[]> Keys, byte[] Index, IReadOnlyList<byte[]> OldIndexes)
{
    public static RingCopy Of(KeyRing ring) => new($"{ring.Current:x8}", ring.Keys.ToDictionary(key => $"{key.Key:x8}", key => key.Value), ring.IndexKey, ring.OldIndexKeys);

    public KeyRing Ring() => new(Id(Current), Keys.ToDictionary(key => Id(key.Key), key => key.Value), Index) { OldIndexKeys = OldIndexes };

    private static uint Id(string text) => uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
