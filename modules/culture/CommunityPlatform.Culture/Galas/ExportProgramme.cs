using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Takes the running order of a gala out as a spreadsheet.</summary>
public sealed record ExportProgramme(Guid Id) : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

internal sealed class ExportProgrammeHandler(CultureDbContext db, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportProgramme, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportProgramme ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Id, stop) is not { } gala) return new NotFound();
        var order = gala.Entries.Where(entry => entry.Chosen).OrderBy(entry => entry.Position).ThenBy(entry => entry.Id).Select((entry, index) => (Entry: entry, Number: index + 1));
        var sheet = new Sheet<(Entry Entry, int Number)>(texts["Programme.Of", gala.Title])
            .Number(texts["Programme.Number"], row => row.Number)
            .Text(texts["Entries.Title"], row => row.Entry.Title)
            .Text(texts["Entries.Form"], row => texts.Name(row.Entry.Form))
            .Text(texts["Entries.Team"], row => row.Entry.Team)
            .Text(texts["Entries.Side"], row => gala.Sides.First(side => side.Id == row.Entry.SideId).Name)
            .Number(texts["Entries.Minutes"], row => row.Entry.Minutes);
        return await sheets.Write(sheet, order, stop);
    }
}
