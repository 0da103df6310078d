using System.Globalization;
using CommunityPlatform.Sdk.Sheets;

namespace CommunityPlatform.Testing;

/// <summary>Takes down what a handler exports, heading first, cells as plain text.</summary>
internal sealed class SheetRecorder : ISheets
{
    public string Title { get; private set; } = "";
    public List<string[]> Rows { get; } = [];

    public async Task<SheetFile> Write<TRow>(Sheet<TRow> sheet, IAsyncEnumerable<TRow> rows, CancellationToken stop)
    {
        Title = sheet.Title;
        Rows.Add([.. sheet.Columns.Select(column => column.Title)]);
        await foreach (var row in rows.WithCancellation(stop))
            Rows.Add([.. sheet.Columns.Select(column => Convert.ToString(column.Value(row), CultureInfo.InvariantCulture) ?? "")]);
        return new(Guid.NewGuid(), sheet.Title, Rows.Count - 1);
    }
}
