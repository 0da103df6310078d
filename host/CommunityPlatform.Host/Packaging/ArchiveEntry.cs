namespace CommunityPlatform.Host.Packaging;

/// <summary>An entry of a package file as its directory tells it; what it tells is checked while it is read.</summary>
/// <param name="Name">With <c>/</c>.</param>
/// <param name="Deflated">Packed, or stored as it is.</param>
/// <param name="Start">Where its bytes begin in the file.</param>
/// <param name="Packed">Bytes in the file.</param>
/// <param name="Length">Bytes unpacked.</param>
internal sealed record ArchiveEntry(string Name, bool Deflated, long Start, long Packed, long Length)
{
    public bool IsFolder => Name.EndsWith('/');
}
