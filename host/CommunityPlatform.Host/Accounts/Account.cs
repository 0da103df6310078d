using Microsoft.AspNetCore.Identity;

namespace CommunityPlatform.Host.Accounts;

/// <summary>账号 · Somebody who can sign in.</summary>
internal sealed class Account : IdentityUser
{
    /// <summary>How she is called on screen.</summary>
    public required string DisplayName { get; set; }

    /// <summary>运维 · Whether this account runs the installation. Operators see no case content.</summary>
    public bool IsOperator { get; set; }
}

/// <summary>任职 · An account's role in a community, or in a street.</summary>
internal sealed class Membership
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string AccountId { get; init; }
    /// <summary>The community's slug, or <c>street:</c> and the street's.</summary>
    public required string Community { get; init; }
    public required string Role { get; set; }
    /// <summary>Ids of the grids (网格) that limit her, separated by commas; null for the whole community.</summary>
    public string? Grids { get; set; }
    /// <summary>移交 · The account that took this over; the row stays for the record and gives nothing any more.</summary>
    public string? HandedTo { get; set; }
}

/// <summary>授权 · A permission given to a role in a community.</summary>
internal sealed class RoleGrant
{
    public required string Community { get; init; }
    public required string Role { get; init; }
    public required string Permission { get; init; }
}
