namespace CommunityPlatform.Host.Accounts;

/// <summary>用过的验证码 · The half minute whose code an account has used; its key is the proof that nobody uses it again.</summary>
internal sealed class UsedCode
{
    public required string AccountId { get; init; }

    /// <summary>Half minutes since 1970, as the codes are counted.</summary>
    public long Step { get; init; }
}
