namespace CommunityPlatform.Sdk.Privacy;

/// <summary>
/// Marks the column in which the blind index of a sealed property of the same entity stands. When a community's keys are turned the
/// host seals the text anew and makes this index anew with it; an index without this mark finds nothing after that.
/// </summary>
/// <param name="source">The sealed property, for instance <c>nameof(Phone)</c>. It must be sealed under the field of its own name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlindIndexAttribute(string source) : Attribute
{
    /// <summary>The sealed property.</summary>
    public string Source { get; } = source;

    /// <summary>What stands behind the slash in the index's field: <c>tail</c> for <c>Applicant.Phone/tail</c>. Null for the field itself.</summary>
    public string? Sub { get; init; }

    /// <summary>How many characters at the text's end are indexed; 0 for all of them. A shorter text has no index.</summary>
    public int Last { get; init; }
}
