using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Donations;

/// <summary>Takes a donation into stock.</summary>
/// <param name="Donor">Who gave.</param>
/// <param name="DonorName">Only with consent.</param>
/// <param name="MayBeNamed">She wants to be named.</param>
/// <param name="Lines">The goods.</param>
public sealed record ReceiveDonation(DonorKind Donor, string? DonorName, bool MayBeNamed, IReadOnlyList<GivenGood> Lines) : IUseCase<string>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Intake;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (MayBeNamed && Donor != DonorKind.Anonymous) errors.Text(nameof(DonorName), DonorName, 40);
        else if (!string.IsNullOrWhiteSpace(DonorName)) errors.Add(nameof(DonorName), "Field.NameWithoutConsent");
        if (Lines.Count is 0 or > 50) errors.Add(nameof(Lines), "Field.NoLines");
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].Good == Guid.Empty) errors.Add($"Lines[{i}]", "Field.ChooseGood");
            if (Lines[i].Quantity is < 1 or > 10_000) errors.Add($"Lines[{i}]", "Field.OutOfRange", 1, 10_000);
        }
    }
}

/// <summary>捐赠明细 · So many pieces of a good.</summary>
/// <param name="Good">The good.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Expiry">The last day, or null for what does not spoil.</param>
public sealed record GivenGood(Guid Good, int Quantity, DateOnly? Expiry);

internal sealed class ReceiveDonationHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<ReceiveDonation, string>
{
    public async Task<Outcome<string>> Handle(ReceiveDonation ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var ids = ask.Lines.Select(line => line.Good).Distinct().ToList();
        var goods = await db.Goods.Include(one => one.Lots.Where(lot => lot.Left > 0)).Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, stop);
        if (goods.Count != ids.Count) return new NotFound();
        foreach (var line in ask.Lines)
            if (line.Expiry < today) return new GoodsExpired(goods[line.Good].Name);
        var account = person.AccountId ?? "";
        var number = await db.NextNumber(NumberKind.Donation, today.Year, stop);
        var donation = new Donation(number, ask.Donor, ask.DonorName, ask.MayBeNamed, account, act.Now);
        foreach (var line in ask.Lines)
        {
            var good = goods[line.Good];
            var lot = good.Receive(line.Quantity, line.Expiry, today);
            donation.Add(good, lot, line.Quantity);
            db.Movements.Add(new(MovementKind.In, MovementReason.Donated, lot, line.Quantity, good.ValueFen, account, act.Now, donation.Id));
        }
        db.Donations.Add(donation);
        act.Subject = number;
        return number;
    }
}
