using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Admin;

/// <summary>导出操作记录 · Takes the audit lines that a filter leaves out as a spreadsheet, in the order of the chain.</summary>
internal sealed record ExportAudit(AuditFilter Filter) : IQuery<SheetFile>
{
    public static Permission Needs => AdminDoor.SeeAudit;

    public void Check(FieldErrors errors) => Filter.Check(errors);
}

internal sealed class ExportAuditHandler(CommunityDbContext database, ISheets sheets, PackageStore store, IStringLocalizer<AdminTexts> texts) : IHandler<ExportAudit, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportAudit ask, CancellationToken stop)
    {
        var sheet = new Sheet<AuditRow>(texts["Audit.Title"])
            .Number(texts["Audit.Sequence"], row => row.Sequence)
            .Moment(texts["Audit.At"], row => row.At)
            .Text(texts["Audit.Person"], row => row.Person.Length == 0 ? texts["Audit.NoPerson"] : By.Of(texts, row.Person))
            .Text(texts["Audit.Module"], row => row.Module == "host" ? texts["Audit.Platform"] : store.NameOf(row.Module))
            .Text(texts["Audit.ActColumn"], row => By.Act(texts, store, row.Module, row.Act))
            .Text(texts["Audit.Subject"], row => row.Subject)
            .Text(texts["Audit.OnBehalfOf"], row => row.OnBehalfOf)
            .Text(texts["Audit.Outcome"], row => By.Outcome(texts, row.Outcome));
        return await sheets.Write(sheet, ask.Filter.In(database.Audit.AsNoTracking()).OrderBy(line => line.Sequence).Rows().AsAsyncEnumerable(), stop);
    }
}
