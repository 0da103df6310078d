using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Identity;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What can be read off an account or off Identity's answers.</summary>
internal static class AccountFacts
{
    /// <summary>The end of a lock that only a person opens.</summary>
    public static DateTimeOffset Never { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Locked by an administrator, as opposed to a lock by wrong passwords, which ends by itself.</summary>
    public static bool IsClosed(this Account account) => account.LockoutEnd >= Never;

    public static AccountState State(this Account account, DateTimeOffset now) =>
        account.IsClosed() ? AccountState.Closed
        : account.LockoutEnd > now ? AccountState.Resting
        : account.PasswordHash is null ? AccountState.Invited
        : AccountState.Ready;

    /// <summary>Identity's error as a refusal; what is not expected is a bug.</summary>
    public static Refusal Refusal(this IdentityResult result)
    {
        var codes = result.Errors.Select(error => error.Code).ToList();
        if (codes.Exists(code => code is "InvalidToken")) return new LinkDead();
        if (codes.Exists(code => code is "PasswordMismatch")) return new PasswordWrong();
        if (codes.Contains(nameof(PasswordTooShort))) return new PasswordTooShort();
        if (codes.Contains(nameof(PasswordTooLong))) return new PasswordTooLong();
        if (codes.Contains(nameof(PasswordCommon))) return new PasswordCommon();
        if (codes.Exists(code => code is "DuplicateUserName")) return new SignInNameTaken();
        if (codes.Exists(code => code is "InvalidUserName")) return new SignInNameUnfit();
        throw new InvalidOperationException("Identity refused: " + string.Join(", ", codes));
    }

    /// <summary>For what Identity has no reason to refuse.</summary>
    public static void Expect(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(", ", result.Errors.Select(error => error.Code)));
    }

    public static bool IsSignInName(string? name) =>
        name is { Length: >= 2 and <= 40 } && !name.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '/' or '\\');
}
