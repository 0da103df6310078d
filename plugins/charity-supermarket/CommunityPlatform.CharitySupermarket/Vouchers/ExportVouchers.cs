using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Sheets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.CharitySupermarket.Vouchers;

/// <summary>Takes the vouchers out as a spreadsheet: without their codes, beneficiaries by their number only.</summary>
public sealed record ExportVouchers : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => MarketPermissions.View;
}

internal sealed class ExportVouchersHandler(MarketDbContext db, IAct act, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportVouchers, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportVouchers ask, CancellationToken stop)
    {
        var today = ChinaTime.Day(act.Now);
        var sheet = new Sheet<Voucher>(texts["Vouchers.Title"])
            .Text(texts["Number"], one => one.Number)
            .Text(texts["People.CodeShort"], one => one.Beneficiary.Code)
            .Text(texts["Request.Origin"], one => texts.Name(one.Origin))
            .Text(texts["State"], one => texts.Name(one.StateOn(today)))
            .Money(texts["Value"], one => one.ValueFen)
            .Money(texts["Vouchers.Balance"], one => one.BalanceFen)
            .Moment(texts["Export.RequestedAt"], one => one.RequestedAt)
            .Day(texts["Vouchers.Expiry"], one => one.Expiry);
        var rows = db.Vouchers.AsNoTracking().Include(one => one.Beneficiary).OrderByDescending(one => one.RequestedAt).ThenByDescending(one => one.Number);
        return await sheets.Write(sheet, rows.AsAsyncEnumerable(), stop);
    }
}
