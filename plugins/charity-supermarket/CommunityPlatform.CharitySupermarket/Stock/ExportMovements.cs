using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Sheets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Stock;

/// <summary>Takes what came in and went out in a year out as a spreadsheet, oldest first.</summary>
/// <param name="Year">The year; null for the present one.</param>
public sealed record ExportMovements(int? Year = null) : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (Year is { } year) errors.Range(nameof(Year), year, 2000, 2100);
    }
}

internal sealed class ExportMovementsHandler(MarketDbContext db, IAct act, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportMovements, SheetFile>
{
    private sealed record Row(DateTime At, string Good, string Unit, MovementReason Reason, int Quantity, long ValueFen);

    public async Task<Outcome<SheetFile>> Handle(ExportMovements ask, CancellationToken stop)
    {
        var year = ask.Year ?? ChinaTime.Day(act.Now).Year;
        var (from, until) = (ChinaTime.StartOfYear(year), ChinaTime.StartOfYear(year + 1));
        var rows = from move in db.Movements.AsNoTracking()
                   join good in db.Goods.AsNoTracking() on move.GoodId equals good.Id
                   where move.At >= @from && move.At < until
                   orderby move.At, move.Id
                   select new Row(move.At, good.Name, good.Unit, move.Reason, move.Quantity, move.ValueFen);
        var sheet = new Sheet<Row>(texts["Export.MovementsOf", year])
            .Moment(texts["Export.Time"], row => row.At)
            .Text(texts["Intake.Good"], row => row.Good)
            .Text(texts["Export.Reason"], row => texts.Name(row.Reason))
            .Number(texts["Intake.Quantity"], row => row.Quantity)
            .Text(texts["Export.Unit"], row => row.Unit)
            .Money(texts["Value"], row => row.ValueFen);
        return await sheets.Write(sheet, rows.AsAsyncEnumerable(), stop);
    }
}
