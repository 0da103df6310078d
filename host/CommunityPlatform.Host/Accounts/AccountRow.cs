namespace CommunityPlatform.Host.Accounts;

/// <summary>账号状态</summary>
public enum AccountState
{
    /// <summary>Can sign in.</summary>
    Ready,
    /// <summary>Has a one-time link but no password yet.</summary>
    Invited,
    /// <summary>Too many wrong passwords; opens by itself.</summary>
    Resting,
    /// <summary>Locked by an administrator.</summary>
    Closed,
}

/// <summary>An account as a community's list shows it.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Name">How she is called.</param>
/// <param name="SignInName">What she types to sign in.</param>
/// <param name="Roles">Her roles here.</param>
/// <param name="Grids">The grids that limit her, or null for the whole community.</param>
/// <param name="State">Whether she can sign in.</param>
public sealed record AccountRow(string Id, string Name, string SignInName, IReadOnlyList<string> Roles, IReadOnlyList<Guid>? Grids, AccountState State)
{
    /// <summary>Who took over her work here; null while it is hers.</summary>
    public string? HandedTo { get; init; }

    public bool HasSecondFactor { get; init; }

    /// <summary>Who asked that her second factor be reset, while that waits for another's yes.</summary>
    public ResetAsker? ResetAskedBy { get; init; }
}

/// <summary>Who asked for a reset.</summary>
public sealed record ResetAsker(string Account, string Name);

/// <summary>网格 · A grid to choose.</summary>
public sealed record GridChoice(Guid Id, string Name);

/// <summary>What is asked of a new account.</summary>
internal sealed record NewAccount(string SignInName, string DisplayName, IReadOnlyList<string> Roles, IReadOnlyList<Guid>? Grids);

/// <summary>邀请 · An account and the one-time address, from the root, at which its person chooses a password within seven days.</summary>
public sealed record Invitation(string AccountId, string Name, string Path);

/// <summary>Somebody leaves, and her work is to be handed over.</summary>
internal sealed record LeavingNow(AccountRow Row);
