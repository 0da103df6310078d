using CommunityPlatform.CharitySupermarket.Beneficiaries;
using CommunityPlatform.CharitySupermarket.Vouchers;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

public sealed class GrantVoucherTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task Nobody_approves_or_rejects_her_own_request()
    {
        var id = await _frame.Asked(await _frame.Person(), 5000);
        Assert.IsType<CannotApproveOwnRequest>(await _frame.Refusal(Some.Asker, new ApproveVoucher(id, 1)));
        Assert.IsType<CannotApproveOwnRequest>(await _frame.Refusal(Some.Asker, new RejectVoucher(id, 1)));
    }

    [Fact]
    public async Task Nobody_asks_for_a_voucher_of_her_own()
    {
        var own = await _frame.Person(account: Some.Asker);
        Assert.IsType<CannotGrantToOneself>(await _frame.Refusal(Some.Asker, new RequestVoucher(own, 5000, VoucherOrigin.Applied)));
    }

    [Fact]
    public async Task Nobody_approves_a_voucher_of_her_own()
    {
        var id = await _frame.Asked(await _frame.Person(account: Some.Approver), 5000);
        Assert.IsType<CannotGrantToOneself>(await _frame.Refusal(Some.Approver, new ApproveVoucher(id, 1)));
        Assert.Null(await _frame.Refusal(Some.Other, new ApproveVoucher(id, 1)));
    }

    [Fact]
    public async Task An_approved_voucher_is_not_decided_again()
    {
        var id = await _frame.Asked(await _frame.Person(), 5000);
        await _frame.Did(Some.Approver, new ApproveVoucher(id, 1));
        Assert.IsType<Stale>(await _frame.Refusal(Some.Approver, new ApproveVoucher(id, 1)));
        Assert.IsType<AlreadyDecided>(await _frame.Refusal(Some.Approver, new RejectVoucher(id, 2)));
        Assert.Single(_frame.Sent.OfType<VoucherIssued>());
    }

    [Fact]
    public async Task Refuses_more_than_the_limit_of_the_quarter_and_opens_with_the_next()
    {
        var person = await _frame.Person();
        await _frame.Asked(person, 20_000);
        Assert.Equal(new QuarterLimitReached(10_000, 30_000), await _frame.Refusal(Some.Asker, new RequestVoucher(person, 10_100, VoucherOrigin.Granted)));
        await _frame.Asked(person, 10_000);
        _frame.Now = new(2027, 1, 1, 2, 0, 0, DateTimeKind.Utc);
        await _frame.Asked(person, 30_000);
    }

    [Fact]
    public async Task A_request_of_last_quarter_counts_in_the_quarter_of_its_approval()
    {
        var person = await _frame.Person();
        var old = await _frame.Asked(person, 20_000);
        _frame.Now = new(2027, 1, 2, 2, 0, 0, DateTimeKind.Utc);
        await _frame.Asked(person, 20_000);
        Assert.IsType<QuarterLimitReached>(await _frame.Refusal(Some.Approver, new ApproveVoucher(old, 1)));
    }

    [Fact]
    public async Task A_rejected_request_frees_the_limit()
    {
        var person = await _frame.Person();
        await _frame.Did(Some.Approver, new RejectVoucher(await _frame.Asked(person, 30_000), 1));
        await _frame.Asked(person, 30_000);
    }

    [Fact]
    public async Task A_request_taken_back_frees_the_limit()
    {
        var person = await _frame.Person();
        await _frame.Did(Some.Asker, new CancelVoucher(await _frame.Asked(person, 30_000), 1));
        await _frame.Asked(person, 30_000);
    }

    [Fact]
    public async Task A_lost_voucher_frees_only_what_was_left_on_it()
    {
        var (rice, person) = (await _frame.Good(fen: 12_000), await _frame.Person());
        await _frame.Given(rice, 1);
        var code = await _frame.Voucher(30_000, person);
        await _frame.Did(Some.Clerk, Some.Basket(code, rice, 1));
        var (id, version) = await _frame.Look(async db => await db.Vouchers.Select(one => new ValueTuple<Guid, long>(one.Id, one.Version)).SingleAsync());
        await _frame.Did(Some.Asker, new CancelVoucher(id, version));
        Assert.Equal(new QuarterLimitReached(18_000, 30_000), await _frame.Refusal(Some.Asker, new RequestVoucher(person, 20_000, VoucherOrigin.Granted)));
    }

    [Fact]
    public async Task Nobody_prolongs_her_own_entitlement()
    {
        var own = await _frame.Person(account: Some.Asker);
        var prolonged = new ChangeEligibility(own, 2, _frame.Today, _frame.Today.AddDays(900));
        Assert.IsType<CannotGrantToOneself>(await _frame.Refusal(Some.Asker, prolonged));
        Assert.Null(await _frame.Refusal(Some.Other, prolonged));
    }

    [Fact]
    public async Task A_code_that_a_colleague_has_claimed_is_not_claimed_again()
    {
        await _frame.Person(account: Some.Other);
        Assert.Equal(new CodeOfAnother("D-0001"), await _frame.Refusal(Some.Asker, new ClaimCode("D-0001")));
        Assert.Null(await _frame.Refusal(Some.Other, new ClaimCode("D-0001")));
        Assert.IsType<NoSuchBeneficiary>(await _frame.Refusal(Some.Asker, new ClaimCode("D-0099")));
    }

    [Fact]
    public async Task A_voucher_asked_for_before_its_asker_claimed_the_code_is_not_approved()
    {
        var id = await _frame.Asked(await _frame.Person(), 5000);
        await _frame.Did(Some.Asker, new ClaimCode("D-0001"));
        Assert.IsType<CannotGrantToOneself>(await _frame.Refusal(Some.Approver, new ApproveVoucher(id, 1)));
    }

    [Fact]
    public async Task Refuses_a_lapsed_entitlement_when_asked_for_and_when_approved()
    {
        var person = await _frame.Person(until: 3);
        var id = await _frame.Asked(person, 5000);
        _frame.Now = _frame.Now.AddDays(4);
        Assert.Equal(new EligibilityLapsed("D-0001"), await _frame.Refusal(Some.Asker, new RequestVoucher(person, 5000, VoucherOrigin.Granted)));
        Assert.Equal(new EligibilityLapsed("D-0001"), await _frame.Refusal(Some.Approver, new ApproveVoucher(id, 1)));
    }

    [Fact]
    public async Task A_beneficiary_has_a_code_and_no_room_for_a_name()
    {
        var refusal = await _frame.Refusal(Some.Asker, new RegisterBeneficiary("Wang", _frame.Today, _frame.Today, EligibilitySource.Other));
        Assert.Equal("Field.BeneficiaryCode", Assert.Single(Assert.IsType<InvalidFields>(refusal).Errors.All).TextKey);
        Assert.Equal("D-0001", await _frame.Did(Some.Asker, new RegisterBeneficiary(null, _frame.Today, _frame.Today, EligibilitySource.Other)));
    }
}
