using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Accounts;

/// <summary>A refusal that belongs to a field of the form.</summary>
internal abstract record FieldRefusal(string Place) : Refusal
{
    public override string? Field => Place;
}

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
internal sealed record SignInNameTaken() : FieldRefusal("SignInName");

/// <summary>No sign-in name, or one with spaces, or too long.</summary>
internal sealed record SignInNameUnfit() : FieldRefusal("SignInName");
internal sealed record DisplayNameMissing() : FieldRefusal("DisplayName");
internal sealed record RoleMissing() : FieldRefusal("Roles");
internal sealed record GridsMissing() : FieldRefusal("Grids");
internal sealed record PasswordTooShort() : FieldRefusal("Password");
internal sealed record PasswordTooLong() : FieldRefusal("Password");

/// <summary>Made of what is tried first: runs on the keyboard, years, words of the office, the own name.</summary>
internal sealed record PasswordCommon() : FieldRefusal("Password");
internal sealed record PasswordsDiffer() : FieldRefusal("Again");
internal sealed record PasswordWrong() : FieldRefusal("Current");

/// <summary>The one-time link was used, is too old or was cut off.</summary>
internal sealed record LinkDead : Refusal;

internal sealed record SlugUnfit() : FieldRefusal("Slug");
internal sealed record SlugTaken() : FieldRefusal("Slug");
internal sealed record CommunityNameMissing() : FieldRefusal("Name");

/// <summary>The code of the app, or the recovery code, is not right or not right any more.</summary>
internal sealed record CodeWrong() : FieldRefusal("Code");

/// <summary>This account must keep its second factor.</summary>
internal sealed record SecondFactorRequired : Refusal;

/// <summary>There is no second factor to take away.</summary>
internal sealed record NoSecondFactor : Refusal;

/// <summary>Who asked for a reset cannot say yes to it as well.</summary>
internal sealed record AnotherPersonsYes : Refusal;

/// <summary>The passkey did not fit, or the browser gave up.</summary>
internal sealed record PasskeyRefused : Refusal;

/// <summary>Nobody to hand over to, or somebody who cannot take it.</summary>
internal sealed record SuccessorMissing() : FieldRefusal("Successor");

internal sealed record DeviceNameMissing() : FieldRefusal("Name");

/// <summary>The registration code is wrong, used or too old.</summary>
internal sealed record DeviceCodeDead() : FieldRefusal("Code");

/// <summary>Everything that this post may belongs to modules that are off here.</summary>
internal sealed record PostNeedsModules : Refusal;
