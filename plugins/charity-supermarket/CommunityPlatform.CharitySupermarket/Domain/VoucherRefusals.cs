namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>Who asked for a voucher does not decide on it.</summary>
public sealed record CannotApproveOwnRequest : Refusal;

/// <summary>The voucher would go to the one who asks for it or approves it.</summary>
public sealed record CannotGrantToOneself : Refusal;

/// <summary>It was approved, rejected or taken out of use before.</summary>
public sealed record AlreadyDecided : Refusal;

/// <summary>The beneficiary is not entitled today.</summary>
public sealed record EligibilityLapsed(string Code) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Code];

    /// <inheritdoc/>
    public override string Field => "Beneficiary";
}

/// <summary>The quarter's limit would be passed.</summary>
public sealed record QuarterLimitReached(long LeftFen, long LimitFen) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Money.Shown(LeftFen), Money.Shown(LimitFen)];

    /// <inheritdoc/>
    public override string Field => "ValueFen";
}

/// <summary>Another worker has said that this code is hers.</summary>
public sealed record CodeOfAnother(string Code) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Code];

    /// <inheritdoc/>
    public override string Field => "Code";
}

/// <summary>No beneficiary has this code.</summary>
public sealed record NoSuchBeneficiary : Refusal
{
    /// <inheritdoc/>
    public override string Field => "Code";
}

/// <summary>The code of a beneficiary is taken.</summary>
public sealed record BeneficiaryCodeTaken(string Code) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Code];

    /// <inheritdoc/>
    public override string Field => "Code";
}
