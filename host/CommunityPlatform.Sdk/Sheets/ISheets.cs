namespace CommunityPlatform.Sdk.Sheets;

/// <summary>A written spreadsheet that waits to be fetched. Only its id and name leave the server by this record.</summary>
/// <param name="Id">What it is fetched by, at <c>sheets/{id}</c> below the community's address.</param>
/// <param name="Name">Its file name: community, list and time.</param>
/// <param name="Rows">Rows without the heading.</param>
public sealed record SheetFile(Guid Id, string Name, int Rows);

/// <summary>
/// 导出 · Writes lists as .xlsx. Injected into the handler of an <c>IQuery&lt;SheetFile&gt;</c>: the query's permission is
/// the permission to export, and the host writes an audit line with the number of rows although nothing was changed. The page
/// shows <see cref="Ui.ExportButton"/>.
/// </summary>
/// <remarks>
/// The file is kept for ten minutes for the account that asked and nobody else, then it is gone; so it is after a restart.
/// Rows are written as they come and need not be in memory together.
/// </remarks>
public interface ISheets
{
    /// <summary>Most rows of one sheet; what the file format holds beside the heading.</summary>
    const int MostRows = 1_048_575;

    /// <summary>Writes a list.</summary>
    /// <param name="sheet">How it looks.</param>
    /// <param name="rows">Its rows, at most <see cref="MostRows"/>.</param>
    /// <param name="stop">Gives up and leaves no file.</param>
    /// <exception cref="InvalidOperationException">Nobody is signed in, the sheet has no column, or there are too many rows.</exception>
    Task<SheetFile> Write<TRow>(Sheet<TRow> sheet, IAsyncEnumerable<TRow> rows, CancellationToken stop);

    /// <summary>Writes a list that is in memory anyway.</summary>
    /// <inheritdoc cref="Write{TRow}(Sheet{TRow}, IAsyncEnumerable{TRow}, CancellationToken)"/>
    Task<SheetFile> Write<TRow>(Sheet<TRow> sheet, IEnumerable<TRow> rows, CancellationToken stop) => Write(sheet, rows.ToAsyncEnumerable(), stop);
}
