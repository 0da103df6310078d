namespace CommunityPlatform.Host.Communities;

/// <summary>How often something that every host must know has changed. A host that was out of touch compares and catches up.</summary>
internal sealed class NewsRow
{
    public required string Topic { get; init; }
    public long Version { get; set; }
}

/// <summary>One file of a package version, so that every host has the versions that one of them was given.</summary>
internal sealed class PackageFile
{
    public required string Module { get; init; }
    /// <summary>Version and stamp.</summary>
    public required string Package { get; init; }
    /// <summary>Within the package, with forward slashes.</summary>
    public required string Path { get; init; }
    public required byte[] Content { get; init; }
}

/// <summary>呼叫 · An open call at a kiosk, where several hosts serve. Holds nothing about the person.</summary>
internal sealed class KioskCallRow
{
    public Guid Id { get; init; }
    public required string Community { get; init; }
    public DateTime At { get; init; }
}

/// <summary>A key that protects cookies and forms, where several hosts must understand each other's.</summary>
internal sealed class DataKey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required string Xml { get; init; }
}
