using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Sdk.Privacy;

/// <summary>
/// Somebody's mobile or identity number stands in a text that is not kept sealed. The host refuses to save it; the words ask the
/// person to take it out.
/// </summary>
/// <param name="Property">The entity's property; shown at the field of the same name.</param>
public sealed record HoldsPersonalNumber(string Property) : Refusal
{
    /// <inheritdoc/>
    public override string? Field => Property;
}

/// <summary>
/// Marks a text of an entity in which a public telephone number may stand, for instance the number under which a service is
/// reached. Everywhere else a mobile or identity number is refused.
/// </summary>
/// <param name="reason">Why the number is public.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PublicContactAttribute(string reason) : Attribute
{
    /// <summary>Why the number is public.</summary>
    public string Reason { get; } = reason;
}
