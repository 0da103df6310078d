using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.Sdk.Sheets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Counter;

/// <summary>Takes the redemptions of a year out as a spreadsheet, oldest first; the voucher stands for the person.</summary>
/// <param name="Year">The year; null for the present one.</param>
public sealed record ExportRedemptions(int? Year = null) : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.Report;

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        if (Year is { } year) errors.Range(nameof(Year), year, 2000, 2100);
    }
}

internal sealed class ExportRedemptionsHandler(MarketDbContext db, IAct act, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportRedemptions, SheetFile>
{
    private sealed record Row(string Number, DateTime At, string Voucher, int Pieces, long TotalFen, bool Voided);

    public async Task<Outcome<SheetFile>> Handle(ExportRedemptions ask, CancellationToken stop)
    {
        var year = ask.Year ?? ChinaTime.Day(act.Now).Year;
        var (from, until) = (ChinaTime.StartOfYear(year), ChinaTime.StartOfYear(year + 1));
        var rows = db.Redemptions.AsNoTracking().Where(one => one.At >= from && one.At < until).OrderBy(one => one.At).ThenBy(one => one.Number)
            .Select(one => new Row(one.Number, one.At, db.Vouchers.First(voucher => voucher.Id == one.VoucherId).Number,
                one.Lines.Sum(line => line.Quantity), one.TotalFen, db.RedemptionVoids.Any(undone => undone.RedemptionId == one.Id)));
        var sheet = new Sheet<Row>(texts["Export.RedemptionsOf", year])
            .Text(texts["Number"], row => row.Number)
            .Moment(texts["Export.Time"], row => row.At)
            .Text(texts["Export.Voucher"], row => row.Voucher)
            .Number(texts["Intake.Quantity"], row => row.Pieces)
            .Money(texts["Value"], row => row.TotalFen)
            .Text(texts["State"], row => row.Voided ? texts["Today.Voided"] : "");
        return await sheets.Write(sheet, rows.AsAsyncEnumerable(), stop);
    }
}
