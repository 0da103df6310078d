namespace CommunityPlatform.Host.Devices;

/// <summary>Words of the devices' pages.</summary>
internal sealed class DeviceTexts;
