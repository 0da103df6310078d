namespace CommunityPlatform.Host.Accounts;

/// <summary>Where a browser stands, as far as it concerns the person herself; no address is kept whole.</summary>
public enum SessionPlace
{
    /// <summary>On the server itself.</summary>
    Here,
    /// <summary>In the office's own network.</summary>
    Inside,
    /// <summary>Somewhere on the internet.</summary>
    Outside,
}

/// <summary>登录中的设备 · One browser in which an account is signed in. The row is the session: without it the cookie opens nothing.</summary>
internal sealed class AccountSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string AccountId { get; init; }
    /// <summary>Browser and system in a few words, from what the browser says of itself.</summary>
    public required string Device { get; init; }
    /// <summary>A <see cref="SessionPlace"/>, a blank and the address without its last part.</summary>
    public required string Place { get; init; }
    public DateTime Since { get; init; }
    public DateTime LastSeen { get; set; }
}

/// <summary>A session as the person herself sees it.</summary>
internal sealed record SessionRow(Guid Id, string Device, SessionPlace Place, string Address, DateTime Since, DateTime LastSeen);
