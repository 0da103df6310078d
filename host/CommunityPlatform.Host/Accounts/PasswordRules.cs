using Microsoft.AspNetCore.Identity;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Length makes a password good, and nothing else does; refused is what is tried first and what its owner is called.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int Shortest = 12;

    /// <summary>Longer ones only cost the machine time.</summary>
    public const int Longest = 128;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        string? code = text.Length < Shortest ? nameof(PasswordTooShort)
            : text.Length > Longest ? nameof(PasswordTooLong)
            : text.Distinct().Count() < 5 || CommonPasswords.Has(text, user.UserName ?? "", user.DisplayName) ? nameof(PasswordCommon)
            : null;
        return Task.FromResult(code is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = code }));
    }
}
