namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// 通行密钥 · A key that a person's phone or computer keeps for her; here stands only its public half. A table of our own:
/// Identity's needs a JSON column and a new shape of its other tables, which SQLite and PostgreSQL do not share.
/// </summary>
internal sealed class Passkey
{
    /// <summary>The credential's id in Base64url.</summary>
    public required string Id { get; init; }
    public required string AccountId { get; init; }
    public string? Name { get; set; }
    public required string PublicKey { get; init; }
    public DateTime Since { get; init; }
    public long SignCount { get; set; }
    public string? Transports { get; set; }
    public bool IsUserVerified { get; set; }
    public bool IsBackupEligible { get; init; }
    public bool IsBackedUp { get; set; }
    public required string Attestation { get; init; }
    public required string ClientData { get; init; }
}
