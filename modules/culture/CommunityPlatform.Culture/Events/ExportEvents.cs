using CommunityPlatform.Culture.Data;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Culture.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Culture.Events;

/// <summary>Takes the events that a filter leaves out as a spreadsheet.</summary>
public sealed record ExportEvents(string? Text = null, EventState? State = null) : IQuery<SheetFile>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Text(nameof(Text), Text, 60, required: false);
}

internal sealed class ExportEventsHandler(CultureDbContext db, ISheets sheets, IStringLocalizer<Texts> texts) : IHandler<ExportEvents, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportEvents ask, CancellationToken stop)
    {
        var sheet = new Sheet<EventRow>(texts["Events.Title"])
            .Text(texts["Plan.Title"], row => row.Title)
            .Text(texts["Plan.Level"], row => texts.Name(row.Level))
            .Moment(texts["Plan.Start"], row => row.Start)
            .Moment(texts["Plan.End"], row => row.End)
            .Text(texts["Plan.Venue"], row => row.Venue)
            .Text(texts["Events.State"], row => texts.Name(row.State))
            .Number(texts["Plan.Capacity"], row => row.Capacity == 0 ? null : row.Capacity)
            .Number(texts["SignUps.Meter"], row => row.Booked)
            .Number(texts["SignUpState.Waiting"], row => row.Waiting)
            .Number(texts["Attendance.Headcount"], row => row.Headcount);
        var rows = db.Events.AsNoTracking().Matching(ask.Text, ask.State).OrderByDescending(one => one.Start).ThenBy(one => one.Id).Rows();
        return await sheets.Write(sheet, rows.AsAsyncEnumerable(), stop);
    }
}
