namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// 角色与岗位 · The roles of a community. Every community starts with <see cref="Basic"/>; the other posts wait as templates
/// (<see cref="PostTemplates"/>) until somebody takes one up. Their words stand in <see cref="AccountTexts"/> under <c>Role.</c>
/// and <c>RoleText.</c>.
/// </summary>
internal static class Roles
{
    /// <summary>社区管理员 · Looks after accounts, modules and the register of one community; sees no case content by that.</summary>
    public const string CommunityAdmin = "community-admin";
    /// <summary>审批人（两委成员） · Approves plans, postings and applications.</summary>
    public const string Approver = "approver";
    /// <summary>社区工作者 · Does the daily work in her grids.</summary>
    public const string Worker = "worker";
    /// <summary>爱心超市柜员 · Serves at the counter of the charity supermarket.</summary>
    public const string Counter = "counter";
    /// <summary>街道 · Sees totals of its communities, never persons.</summary>
    public const string Street = "street";

    /// <summary>What every community starts with.</summary>
    public static IReadOnlyList<string> Basic { get; } = [CommunityAdmin, Approver, Worker, Counter];

    /// <summary>The roles that can be given in a community; <see cref="Street"/> is given by the operator above them.</summary>
    public static IReadOnlyList<string> InCommunity { get; } = [.. Basic, .. PostTemplates.All.Select(post => post.Role)];

    /// <summary>What a membership of a street stands under.</summary>
    public static string OfStreet(string slug) => "street:" + slug;

    /// <summary>Which roles may be given at a place: a community's slug, or <see cref="OfStreet"/>.</summary>
    public static IReadOnlyList<string> At(string place) => place.StartsWith("street:", StringComparison.Ordinal) ? [Street] : InCommunity;
}
