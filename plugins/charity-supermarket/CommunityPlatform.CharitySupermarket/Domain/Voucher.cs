using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>发放方式 · Given by the community or asked for by the person.</summary>
public enum VoucherOrigin { Granted, Applied }

/// <summary>状态 · 申请→核准发放→部分兑换→全部兑换, or 过期, 作废, 驳回.</summary>
public enum VoucherState { Requested, Issued, PartlyUsed, UsedUp, Expired, Void, Rejected }

/// <summary>购物券 · A sum to choose goods for. It has a code only once a second person approved it.</summary>
internal sealed class Voucher
{
    private Voucher() { }

    public Voucher(string number, Beneficiary beneficiary, long valueFen, VoucherOrigin origin, string requestedBy, DateTime at)
    {
        (Id, Number, Beneficiary, BeneficiaryId, ValueFen) = (Guid.CreateVersion7(), number, beneficiary, beneficiary.Id, valueFen);
        (Origin, RequestedBy, RequestedAt, State, Version) = (origin, requestedBy, at, VoucherState.Requested, 1);
    }

    public Guid Id { get; private set; }
    [NotPersonal("A running number.")]
    public string Number { get; private set; } = "";
    [NotPersonal("A random code of the voucher.")]
    public string? Code { get; private set; }
    public Guid BeneficiaryId { get; private set; }
    public Beneficiary Beneficiary { get; private set; } = default!;
    public long ValueFen { get; private set; }
    public long BalanceFen { get; private set; }
    public VoucherOrigin Origin { get; private set; }

    /// <summary>As stored; ask <see cref="StateOn"/>, since a voucher expires by itself.</summary>
    public VoucherState State { get; private set; }
    [ActingStaff]
    public string RequestedBy { get; private set; } = "";
    public DateTime RequestedAt { get; private set; }
    [ActingStaff]
    public string? ApprovedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }

    /// <summary>The last day on which it may be used.</summary>
    public DateOnly? Expiry { get; private set; }
    public long Version { get; private set; }

    public VoucherState StateOn(DateOnly today) =>
        State is VoucherState.Issued or VoucherState.PartlyUsed && Expiry < today ? VoucherState.Expired : State;

    /// <summary>What it takes from the quarter's limit; a request that was taken back before approval takes nothing.</summary>
    public long CountsFen => State switch
    {
        VoucherState.Rejected => 0,
        VoucherState.Void => Code is null ? 0 : ValueFen - BalanceFen,
        _ => ValueFen,
    };

    public Refusal? Approve(string approver, DateTime at, DateOnly expiry)
    {
        if (State != VoucherState.Requested) return new AlreadyDecided();
        if (approver == RequestedBy) return new CannotApproveOwnRequest();
        if (Beneficiary.Is(approver) || Beneficiary.Is(RequestedBy)) return new CannotGrantToOneself();
        if (!Beneficiary.EligibleOn(ChinaTime.Day(at))) return new EligibilityLapsed(Beneficiary.Code);
        (State, ApprovedBy, DecidedAt, Expiry, BalanceFen, Code) = (VoucherState.Issued, approver, at, expiry, ValueFen, ReadableCode.New(VoucherCode.Length));
        Version++;
        return null;
    }

    public Refusal? Reject(string approver, DateTime at)
    {
        if (State != VoucherState.Requested) return new AlreadyDecided();
        if (approver == RequestedBy) return new CannotApproveOwnRequest();
        (State, ApprovedBy, DecidedAt) = (VoucherState.Rejected, approver, at);
        Version++;
        return null;
    }

    /// <summary>Takes what is left out of use, for instance because the sheet was lost.</summary>
    public Refusal? Cancel()
    {
        if (State is not (VoucherState.Requested or VoucherState.Issued or VoucherState.PartlyUsed)) return new AlreadyDecided();
        State = VoucherState.Void;
        Version++;
        return null;
    }

    /// <summary>Whether this counter may take it today.</summary>
    public Refusal? MayBeUsed(string counter, DateOnly today) => StateOn(today) switch
    {
        VoucherState.Requested or VoucherState.Rejected => new VoucherNotIssued(),
        VoucherState.UsedUp => new VoucherUsedUp(),
        VoucherState.Void => new VoucherIsVoid(),
        VoucherState.Expired => new VoucherExpired(Expiry!.Value),
        _ when counter == ApprovedBy => new CounterIsApprover(),
        _ when Beneficiary.Is(counter) => new CannotServeOneself(),
        _ when !Beneficiary.EligibleOn(today) => new EligibilityLapsed(Beneficiary.Code),
        _ => null,
    };

    public Refusal? Spend(long fen, string counter, DateOnly today)
    {
        if (MayBeUsed(counter, today) is { } no) return no;
        if (fen > BalanceFen) return new Overspent(BalanceFen, fen - BalanceFen);
        BalanceFen -= fen;
        State = BalanceFen == 0 ? VoucherState.UsedUp : VoucherState.PartlyUsed;
        Version++;
        return null;
    }

    /// <summary>Puts back what a voided redemption took; a voucher out of use stays out of use.</summary>
    public void PutBack(long fen)
    {
        BalanceFen += fen;
        if (State != VoucherState.Void) State = BalanceFen == ValueFen ? VoucherState.Issued : VoucherState.PartlyUsed;
        Version++;
    }
}
