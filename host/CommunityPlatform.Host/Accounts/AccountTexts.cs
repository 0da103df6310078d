namespace CommunityPlatform.Host.Accounts;

/// <summary>Words of sign-in, set-up, accounts and permissions.</summary>
internal sealed class AccountTexts;
