namespace CommunityPlatform.Host.Register;

/// <summary>网格: a part of the community looked after by one leader.</summary>
public sealed class Grid
{
    public required Guid Id { get; init; }

    /// <summary>Short code, unique in the community, e.g. <c>03</c>.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>网格长: the account of the one leader; null while the post is vacant.</summary>
    public string? LeaderAccountId { get; set; }
}
