using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>Adds a good, or changes one.</summary>
/// <param name="Id">The good, or null for a new one.</param>
/// <param name="Seen">The version shown.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">袋, 瓶, 件.</param>
/// <param name="ValueFen">What a piece takes from a voucher.</param>
/// <param name="LowStock">Below this number it is low.</param>
/// <param name="Barcode">Its barcode, if it has one.</param>
public sealed record KeepGood(Guid? Id, long Seen, string Name, string Unit, long ValueFen, int LowStock, string? Barcode) : IUseCase<Guid>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Stock;

    /// <inheritdoc/>
    public string? Subject => Id?.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 40);
        errors.Text(nameof(Unit), Unit, 8);
        errors.Text(nameof(Barcode), Barcode, 20, required: false);
        if (ValueFen is < 1 or > Setting.MostFen) errors.Add(nameof(ValueFen), "Field.Value");
        errors.Range(nameof(LowStock), LowStock, 0, 10_000);
    }
}

internal sealed class KeepGoodHandler(MarketDbContext db, IAct act) : IHandler<KeepGood, Guid>
{
    public async Task<Outcome<Guid>> Handle(KeepGood ask, CancellationToken stop)
    {
        var (name, barcode) = (ask.Name.Trim(), string.IsNullOrWhiteSpace(ask.Barcode) ? null : ask.Barcode.Trim());
        if (await db.Goods.AnyAsync(one => one.Name == name && one.Id != ask.Id, stop)) return new GoodNameTaken(name);
        if (barcode is not null && await db.Goods.Where(one => one.Barcode == barcode && one.Id != ask.Id).Select(one => one.Name).FirstOrDefaultAsync(stop) is { } other)
            return new BarcodeTaken(other);
        if (ask.Id is not { } id)
        {
            var made = new Good(name, ask.Unit, ask.ValueFen, ask.LowStock, barcode);
            db.Goods.Add(made);
            act.Subject = made.Id.ToString();
            return made.Id;
        }
        var good = await db.Goods.SingleOrDefaultAsync(one => one.Id == id, stop);
        if (good is null) return new NotFound();
        if (good.Version != ask.Seen) return new Stale();
        good.Set(name, ask.Unit, ask.ValueFen, ask.LowStock, barcode);
        return id;
    }
}
