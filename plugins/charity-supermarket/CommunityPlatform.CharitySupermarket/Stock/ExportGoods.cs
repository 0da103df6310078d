using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.Sdk.Sheets;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>Takes the goods and what is left of them out as a spreadsheet.</summary>
public sealed record ExportGoods : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

internal sealed class ExportGoodsHandler(MarketDbContext db, IAct act, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportGoods, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportGoods ask, CancellationToken stop)
    {
        var sheet = new Sheet<GoodRow>(texts["Stock.Title"])
            .Text(texts["Stock.Name"], row => row.Name)
            .Text(texts["Export.Unit"], row => row.Unit)
            .Number(texts["Stock.OnHand"], row => row.OnHand)
            .Number(texts["Export.Spoiled"], row => row.Spoiled)
            .Number(texts["Stock.LowAt"], row => row.LowStock)
            .Day(texts["Stock.NextExpiry"], row => row.NextExpiry)
            .Money(texts["Stock.ValueYuan"], row => row.ValueFen)
            .Money(texts["Overview.Value"], row => row.StockFen)
            .Text(texts["Export.Barcode"], row => row.Barcode);
        return await sheets.Write(sheet, await db.GoodRows(ChinaTime.Day(act.Now), stop), stop);
    }
}
