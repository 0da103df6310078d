using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Galas;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly Frame _frame = new();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public async Task Events_leave_as_the_filter_shows_them()
    {
        await _frame.Published(Some.Plan with { Title = "Lantern fair" });
        await _frame.Published(Some.Plan with { Title = "=Chess", Venue = "Hall" });
        Assert.Equal(1, (await _frame.Did<ExportEvents, SheetFile>(new("Chess"))).Rows);
        Assert.Equal("=Chess", _frame.Sheets.Rows[1][0]);
        // 06:00 UTC on the communities' clock.
        Assert.Equal("02/28/2026 14:00:00", _frame.Sheets.Rows[1][2]);
        Assert.IsType<InvalidFields>(await _frame.Refusal<ExportEvents, SheetFile>(new(new string('x', 61))));
    }

    [Fact]
    public async Task The_sign_up_sheet_holds_no_code_and_nobody_who_cancelled()
    {
        var id = await _frame.Published();
        var ticket = await _frame.Join(id, "Wang", 1, "1234");
        await _frame.Join(id, "Li");
        await _frame.Did<CancelMySignUp, Done>(new(ticket.Code));
        await _frame.Join(id, "Zhao", 1, "0078");
        Assert.Equal(2, (await _frame.Did<ExportSignUps, SheetFile>(new(id))).Rows);
        Assert.Equal([["Li", ""], ["Zhao", "0078"]], _frame.Sheets.Rows.Skip(1).Select(row => row[..2]));
        Assert.DoesNotContain(_frame.Sheets.Rows.SelectMany(row => row), cell => cell.Contains(ticket.Code, StringComparison.Ordinal));
        Assert.IsType<NotFound>(await _frame.Refusal<ExportSignUps, SheetFile>(new(Guid.NewGuid())));
    }

    [Fact]
    public async Task The_programme_leaves_in_its_order()
    {
        var gala = await _frame.Did<PlanGala, Guid>(new(Some.Gala));
        var board = await _frame.Did<OpenGala, GalaBoard>(new(gala));
        foreach (var title in new[] { "First", "Second", "Unchosen" })
        {
            var entry = await _frame.Did<EnterGala, Guid>(new(gala, new(board.Sides[title == "First" ? 0 : 1].Id, title, EntryForm.Song, "Team", 5)));
            if (title != "Unchosen") await _frame.Did<ChooseEntry, Done>(new(gala, (await _frame.Did<OpenGala, GalaBoard>(new(gala))).Version, entry, true));
        }
        board = await _frame.Did<OpenGala, GalaBoard>(new(gala));
        await _frame.Did<OrderActs, Done>(new(gala, board.Version, [.. board.Chosen.Reverse().Select(entry => entry.Id)]));
        Assert.Equal(2, (await _frame.Did<ExportProgramme, SheetFile>(new(gala))).Rows);
        Assert.Equal([["1", "Second"], ["2", "First"]], _frame.Sheets.Rows.Skip(1).Select(row => row[..2]));
    }
}
