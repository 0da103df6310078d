namespace CommunityPlatform.Sdk.Privacy;

/// <summary>
/// 非个人信息 · Says of a column, or of all columns of an entity, that nothing about a person stands there. Whatever is neither
/// declared under <c>personalData</c> nor marked keeps the module from being loaded.
/// </summary>
/// <param name="reason">Why, in words that the impact assessment can print.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class NotPersonalAttribute(string reason) : Attribute
{
    /// <summary>Why nothing about a person stands there.</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// 经办人 · Marks a column that holds the account of the member of staff who acted. It says who answers for the act and stays as
/// long as the record; it tells nothing of a resident.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ActingStaffAttribute : Attribute;
