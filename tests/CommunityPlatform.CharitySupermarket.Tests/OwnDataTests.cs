using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.CharitySupermarket.Donations;
using CommunityPlatform.CharitySupermarket.Privacy;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Tests;

/// <summary>A person finds what leads to her, has it forgotten, and the books stay as they are.</summary>
public sealed class OwnDataTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    private static PersonAsked Wang(params string[] codes) => new(Guid.NewGuid(), [], "Wang", null, codes);

    private Task<IReadOnlyList<HeldRecord>> About(PersonAsked person) => _frame.Own(source => source.About(person, default));

    private Task Erase(PersonAsked person, params IEnumerable<string> keys) => _frame.Own(async source =>
    {
        await source.Erase(person, keys.ToHashSet(), default);
        return 0;
    });

    private async Task<string> Named() =>
        await _frame.Did(Some.Asker, new ReceiveDonation(DonorKind.Resident, "Wang", true, [new(await _frame.Good(), 2, null)]));

    [Fact]
    public async Task Her_code_or_a_voucher_of_hers_leads_to_her_and_nothing_else_does()
    {
        var person = await _frame.Person();
        var voucher = await _frame.Voucher(person: person);
        await _frame.Person("D-0002");
        foreach (var code in new[] { "D-0001", voucher })
        {
            var record = Assert.Single(await About(Wang(code)));
            Assert.Equal(("D-0001", true, Fate.Anonymised), (record.Values[0].Value, record.Certain, record.Fate));
        }
        Assert.Empty(await About(Wang()));
    }

    [Fact]
    public async Task A_forgotten_beneficiary_has_no_code_and_her_vouchers_stay_in_the_books()
    {
        var person = await _frame.Person(account: Some.Other);
        await _frame.Voucher(person: person);
        await Erase(Wang("D-0001"), (await About(Wang("D-0001"))).Select(record => record.Key));
        var row = await _frame.Look(db => db.Beneficiaries.SingleAsync());
        Assert.True(row.IsForgotten);
        Assert.Equal((null, EligibilitySource.Other), (row.AccountId, row.Source));
        Assert.Equal(1, await _frame.Look(db => db.Vouchers.CountAsync()));
        Assert.Empty(await About(Wang("D-0001")));
        // The code is free again, and nobody who receives it is she.
        await _frame.Person();
    }

    [Fact]
    public async Task A_donor_s_name_suggests_her_the_number_proves_it_and_only_the_name_goes()
    {
        var number = await Named();
        Assert.False(Assert.Single(await About(Wang())).Certain);
        var record = Assert.Single(await About(Wang(number)));
        Assert.True(record.Certain);
        await Erase(Wang(number), record.Key);
        var donation = await _frame.Look(db => db.Donations.Include(one => one.Lines).SingleAsync());
        Assert.Equal((null, false, number), (donation.DonorName, donation.MayBeNamed, donation.Number));
        Assert.Equal(2, Assert.Single(donation.Lines).Quantity);
    }

    [Fact]
    public async Task The_books_of_donations_are_still_only_added_to()
    {
        await Named();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _frame.Rewrite());
    }

    [Fact]
    public async Task Names_and_codes_go_three_years_after_their_purpose_ended()
    {
        await Named();
        await _frame.Person(until: 0);
        var (early, late) = (_frame.Now.AddDays(MarketPersonalData.Days - 1), _frame.Now.AddDays(MarketPersonalData.Days + 1));
        Assert.All(await _frame.Own(source => source.Clear(early, default)), one => Assert.Equal(0, one.Count));
        Assert.Equal([("Donation.DonorName", 1), ("Beneficiary.Code", 1), ("Beneficiary.AccountId", 0)], (await _frame.Own(source => source.Clear(late, default))).Select(one => (one.Field, one.Count)));
        Assert.All(await _frame.Own(source => source.Clear(late, default)), one => Assert.Equal(0, one.Count));
    }
}
