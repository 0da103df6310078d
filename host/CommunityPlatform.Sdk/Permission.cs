using Microsoft.AspNetCore.Builder;

namespace CommunityPlatform.Sdk;

/// <summary>
/// 权限 · A right that an act needs, for instance <c>culture.plan-events</c>. Declared in module.json with its plain words and
/// granted to roles by a community; nobody has it before that.
/// </summary>
/// <param name="Id">Module id, a dot, a name: lower-case letters, digits and hyphens.</param>
public readonly record struct Permission(string Id)
{
    /// <summary>What needs no grant: only what is public anyway, such as a published programme.</summary>
    public const string Public = "public";

    /// <summary>What every signed-in person of the community may do, such as to see the own start page.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Takes the id of a constant, so that attributes and use cases share it.</summary>
    public static implicit operator Permission(string id) => new(id);

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>Marks an endpoint with the permission it needs.</summary>
public static class EndpointNeeds
{
    /// <summary>Names the permission of an endpoint; an endpoint without one answers nobody.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="permission">The permission's id.</param>
    public static T Needs<T>(this T endpoint, string permission) where T : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new NeedsAttribute(permission)));
        return endpoint;
    }
}

/// <summary>The permission that a page or endpoint needs. A module with a page that names none is refused.</summary>
/// <param name="permission">The permission's id.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : Attribute
{
    /// <summary>The permission's id.</summary>
    public string Permission { get; } = permission;
}
