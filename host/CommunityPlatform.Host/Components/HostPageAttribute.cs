using CommunityPlatform.Sdk.Pages;

namespace CommunityPlatform.Host.Components;

/// <summary>A page of the host: its surface (null is the front door), its address there and what it needs.</summary>
/// <param name="template">The route template.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class HostPageAttribute(string template) : Attribute
{
    public string Template { get; } = template;

    /// <summary>The surface by name; empty for the front door.</summary>
    public string On { get; init; } = "";

    /// <summary>The permission; on the operator's surface everything needs the operator.</summary>
    public string Needs { get; init; } = "";

    public Surface? Surface => On.Length == 0 ? null : Enum.Parse<Surface>(On);
}
