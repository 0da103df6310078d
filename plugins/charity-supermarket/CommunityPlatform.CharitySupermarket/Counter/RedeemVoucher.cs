using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.CharitySupermarket.Stock;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>Hands out goods for a voucher: goods and balance together, or not at all.</summary>
/// <param name="Request">Made once a basket; the same one twice redeems once.</param>
/// <param name="Code">The voucher's code.</param>
/// <param name="Basket">The goods.</param>
public sealed record RedeemVoucher(Guid Request, string Code, IReadOnlyList<BasketLine> Basket) : IUseCase<Receipt>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Counter;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (Request == Guid.Empty) errors.Add(nameof(Request), "Field.Required");
        if (!ReadableCode.Is(ReadableCode.Tidy(Code), VoucherCode.Length)) errors.Add(nameof(Code), "Field.VoucherCode");
        if (Basket.Count is 0 or > 50) errors.Add(nameof(Basket), "Field.EmptyBasket");
        if (Basket.Any(line => line.Quantity is < 1 or > 999)) errors.Add(nameof(Basket), "Field.OutOfRange", 1, 999);
    }
}

/// <summary>So many pieces of a good.</summary>
public sealed record BasketLine(Guid Good, int Quantity);

/// <summary>兑换凭据 · What was redeemed and what is left.</summary>
/// <param name="BalanceFen">What is left on the voucher now.</param>
public sealed record Receipt(Guid Id, string Number, string Voucher, DateTime At, long TotalFen, long BalanceFen, bool Voided, IReadOnlyList<ReceiptLine> Lines);

/// <summary>One good handed out.</summary>
public sealed record ReceiptLine(string Good, string Unit, int Quantity, long UnitFen);

internal sealed class RedeemVoucherHandler(MarketDbContext db, CurrentPerson person, IAct act, IOutbox outbox) : IHandler<RedeemVoucher, Receipt>
{
    public async Task<Outcome<Receipt>> Handle(RedeemVoucher ask, CancellationToken stop)
    {
        var (today, account, code) = (ChinaTime.Day(act.Now), person.AccountId ?? "", ReadableCode.Tidy(ask.Code));
        var voucher = await db.Vouchers.Include(one => one.Beneficiary).SingleOrDefaultAsync(one => one.Code == code, stop);
        if (voucher is null) return new UnknownVoucher();
        var before = await db.Redemptions.AsNoTracking().Include(one => one.Lines).SingleOrDefaultAsync(one => one.Request == ask.Request, stop);
        if (before is not null) return before.VoucherId == voucher.Id && before.Counter == account ? await db.Receipt(before, voucher, stop) : new Stale();
        if (voucher.MayBeUsed(account, today) is { } unusable) return unusable;

        var wanted = ask.Basket.GroupBy(line => line.Good).ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity));
        var ids = wanted.Keys.ToList();
        var goods = await db.Goods.Include(one => one.Lots.Where(lot => lot.Left > 0)).Where(one => ids.Contains(one.Id)).OrderBy(one => one.Name).ToListAsync(stop);
        if (goods.Count != ids.Count) return new NotFound();
        if (voucher.Spend(goods.Sum(good => good.ValueFen * wanted[good.Id]), account, today) is { } overspent) return overspent;

        var number = await db.NextNumber(NumberKind.Redemption, today.Year, stop);
        var redemption = new Redemption(number, voucher.Id, ask.Request, account, act.Now);
        foreach (var good in goods)
        {
            var (taken, low) = (new List<(Lot Lot, int Quantity)>(), good.IsLow(today));
            if (good.Issue(wanted[good.Id], today, taken) is { } no) return no;
            redemption.Add(good, wanted[good.Id]);
            foreach (var (lot, quantity) in taken)
                db.Movements.Add(new(MovementKind.Out, MovementReason.Redeemed, lot, -quantity, good.ValueFen, account, act.Now, redemption.Id));
            StockLow.Tell(outbox, good, low, today);
        }
        db.Redemptions.Add(redemption);
        act.Subject = number;
        return await db.Receipt(redemption, voucher, stop);
    }
}
