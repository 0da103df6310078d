namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>No voucher has this code.</summary>
public sealed record UnknownVoucher : Refusal
{
    /// <inheritdoc/>
    public override string Field => "Code";
}

/// <summary>It was not approved.</summary>
public sealed record VoucherNotIssued : Refusal;

/// <summary>Nothing is left on it.</summary>
public sealed record VoucherUsedUp : Refusal;

/// <summary>It was taken out of use.</summary>
public sealed record VoucherIsVoid : Refusal;

/// <summary>Its last day is over.</summary>
public sealed record VoucherExpired(DateOnly Day) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Day.ToDateTime(TimeOnly.MinValue)];
}

/// <summary>The counter's clerk approved this voucher herself.</summary>
public sealed record CounterIsApprover : Refusal;

/// <summary>The counter's clerk is the beneficiary.</summary>
public sealed record CannotServeOneself : Refusal;

/// <summary>The goods cost more than the voucher holds.</summary>
public sealed record Overspent(long BalanceFen, long MissingFen) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Money.Shown(BalanceFen), Money.Shown(MissingFen)];
}

/// <summary>Who served does not void it herself.</summary>
public sealed record CannotVoidOwnRedemption : Refusal;

/// <summary>A redemption is voided on its own day or not at all.</summary>
public sealed record OnlySameDay : Refusal;

/// <summary>It was voided before.</summary>
public sealed record AlreadyVoided : Refusal;
