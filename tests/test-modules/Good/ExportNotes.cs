using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace Good;

internal sealed record ExportNotes : IQuery<SheetFile>
{
    public static Permission Needs => "good.see";
}

internal sealed class ExportNotesHandler(GoodDbContext database, ISheets sheets) : IHandler<ExportNotes, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportNotes ask, CancellationToken stop) =>
        await sheets.Write(new Sheet<Note>("好/记录").Text("Text", note => note.Text).Number("Version", note => note.Version), database.Notes.OrderBy(note => note.Id).AsAsyncEnumerable(), stop);
}
