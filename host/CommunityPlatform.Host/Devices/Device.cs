namespace CommunityPlatform.Host.Devices;

/// <summary>设备种类</summary>
public enum DeviceKind
{
    /// <summary>自助机</summary>
    Kiosk,
    /// <summary>叫号屏</summary>
    Display,
}

/// <summary>公用设备 · A machine of the service hall that stands in for nobody: bound to one community and one kind of screen.</summary>
internal sealed class Device
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Community { get; init; }
    /// <summary>A <see cref="DeviceKind"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Where it stands, in the community's own words.</summary>
    public required string Name { get; init; }
    public DateTime Since { get; init; }
    public required string By { get; init; }
    public DateTime LastSeen { get; set; }
    public DateTime? RevokedAt { get; set; }
}

/// <summary>登记码 · Makes one device, once, within a quarter of an hour. Only its hash is kept.</summary>
internal sealed class DeviceCode
{
    public required string Hash { get; init; }
    public required string Community { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string By { get; init; }
    public DateTime Until { get; init; }
}
