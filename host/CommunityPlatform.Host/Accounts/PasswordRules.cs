using Microsoft.AspNetCore.Identity;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Refuses what is guessed first: the sign-in name, one character over and over, runs on the keyboard. Length does the rest.</summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    private static readonly string[] Runs = ["01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = (password ?? "").ToLowerInvariant();
        var name = (user.UserName ?? "").ToLowerInvariant();
        var weak = text.Distinct().Count() < 5 || (name.Length > 0 && text.Replace(name, "", StringComparison.Ordinal).Length < 6) || Array.Exists(Runs, run => run.Contains(text, StringComparison.Ordinal));
        return Task.FromResult(weak ? IdentityResult.Failed(new IdentityError { Code = "PasswordGuessable" }) : IdentityResult.Success);
    }
}
