namespace CommunityPlatform.Host.Kiosk;

/// <summary>磁贴 · A tile of the kiosk's home page: words only, nothing of the module that declared it.</summary>
/// <param name="Module">The module's id.</param>
/// <param name="Version">The version's key, so that a line never outlives its version.</param>
/// <param name="Id">The tile's id in module.json.</param>
/// <param name="Title">Its title, in the current culture.</param>
/// <param name="Sub">The line below.</param>
/// <param name="Href">The page, relative to the kiosk's home.</param>
/// <param name="Icon">The UI kit's icon.</param>
/// <param name="Hue">The module's hue.</param>
public sealed record HomeTile(string Module, string Version, string Id, string Title, string Sub, string Href, string? Icon, string Hue);
