namespace CommunityPlatform.Host.Accounts;

/// <summary>重置申请 · An administrator asks that somebody's second factor be taken away, and waits for another one's yes.</summary>
internal sealed class SecondFactorReset
{
    public required string AccountId { get; init; }
    public required string Community { get; init; }
    public required string AskedBy { get; init; }
    public required string AskedByName { get; init; }
    public DateTime At { get; init; }
}
