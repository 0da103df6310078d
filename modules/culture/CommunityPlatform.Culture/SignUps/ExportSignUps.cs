using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>Takes who signed up and who came out as a spreadsheet: what the list on the screen shows, without the codes.</summary>
public sealed record ExportSignUps(Guid Event) : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.TakeAttendance;

    /// <inheritdoc/>
    public string? Subject => Event.ToString();
}

internal sealed class ExportSignUpsHandler(CultureDbContext db, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportSignUps, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportSignUps ask, CancellationToken stop)
    {
        if (await db.Events.AsNoTracking().Where(one => one.Id == ask.Event).Select(one => one.Title).SingleOrDefaultAsync(stop) is not { } title) return new NotFound();
        var sheet = new Sheet<SignUpLine>(texts["SignUps.Sheet", title])
            .Text(texts["SignUps.Called"], line => line.CalledName)
            .Text(texts["Kiosk.TailLabel"], line => line.PhoneTail)
            .Number(texts["SignUps.Places"], line => line.Places)
            .Text(texts["Events.State"], line => texts.Name(line.State))
            .Text(texts["SignUps.Came"], line => line.Attended ? texts["SignUps.CameYes"] : "")
            .Moment(texts["SignUps.TakenAt"], line => line.TakenAt);
        return await sheets.Write(sheet, db.SignUpLines(ask.Event).AsAsyncEnumerable(), stop);
    }
}
