using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Accounts;

/// <summary>The community would be left without an administrator who can sign in.</summary>
internal sealed record LastAdministrator : Refusal;

/// <summary>Nobody gives herself more than she has.</summary>
internal sealed record OwnRoleRaised : Refusal;

/// <summary>Nobody locks or removes herself.</summary>
internal sealed record OwnAccount : Refusal;

/// <summary>Only an administrator makes or changes an administrator.</summary>
internal sealed record OnlyAdministrators : Refusal;

/// <summary>The account runs the platform or works in another community too: only the operator may touch it.</summary>
internal sealed record WorksElsewhere : Refusal;

/// <summary>Administrators must stay able to manage accounts.</summary>
internal sealed record KeepsManaging : Refusal;

/// <summary>Somebody has this sign-in name.</summary>
internal sealed record SignInNameTaken : Refusal
{
    public override string? Field => "SignInName";
}

/// <summary>No sign-in name, or one with spaces, or too long.</summary>
internal sealed record SignInNameUnfit : Refusal
{
    public override string? Field => "SignInName";
}

internal sealed record DisplayNameMissing : Refusal
{
    public override string? Field => "DisplayName";
}

internal sealed record RoleMissing : Refusal
{
    public override string? Field => "Roles";
}

internal sealed record GridsMissing : Refusal
{
    public override string? Field => "Grids";
}

internal sealed record PasswordWeak : Refusal
{
    public override string? Field => "Password";
}

internal sealed record PasswordsDiffer : Refusal
{
    public override string? Field => "Again";
}

internal sealed record PasswordWrong : Refusal
{
    public override string? Field => "Current";
}

/// <summary>The one-time link was used, is too old or was cut off.</summary>
internal sealed record LinkDead : Refusal;

internal sealed record SlugUnfit : Refusal
{
    public override string? Field => "Slug";
}

internal sealed record SlugTaken : Refusal
{
    public override string? Field => "Slug";
}

internal sealed record CommunityNameMissing : Refusal
{
    public override string? Field => "Name";
}
