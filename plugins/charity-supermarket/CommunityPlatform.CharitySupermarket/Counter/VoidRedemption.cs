using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>撤销 · Takes back another clerk's redemption of the same day: goods and balance return by new rows.</summary>
/// <param name="Id">The redemption.</param>
public sealed record VoidRedemption(Guid Id) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Counter;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

internal sealed class VoidRedemptionHandler(MarketDbContext db, CurrentPerson person, IAct act) : IHandler<VoidRedemption, Done>
{
    public async Task<Outcome<Done>> Handle(VoidRedemption ask, CancellationToken stop)
    {
        var account = person.AccountId ?? "";
        var redemption = await db.Redemptions.SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (redemption is null) return new NotFound();
        if (await db.RedemptionVoids.AnyAsync(one => one.RedemptionId == ask.Id, stop)) return new AlreadyVoided();
        if (redemption.MayBeVoided(account, ChinaTime.Day(act.Now)) is { } no) return no;
        var voucher = await db.Vouchers.Include(one => one.Beneficiary).SingleAsync(one => one.Id == redemption.VoucherId, stop);
        if (voucher.Beneficiary.Is(account)) return new CannotServeOneself();
        voucher.PutBack(redemption.TotalFen);
        var taken = await db.Movements.AsNoTracking().Where(one => one.Reference == ask.Id && one.Kind == MovementKind.Out).ToListAsync(stop);
        var ids = taken.ConvertAll(one => one.LotId);
        var lots = await db.Lots.Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, stop);
        foreach (var gone in taken)
        {
            lots[gone.LotId].Change(-gone.Quantity);
            db.Movements.Add(new(MovementKind.Reversal, MovementReason.RedemptionVoided, lots[gone.LotId], -gone.Quantity, gone.ValueFen / gone.Quantity, account, act.Now, ask.Id));
        }
        db.RedemptionVoids.Add(new(ask.Id, account, act.Now));
        return default(Done);
    }
}
