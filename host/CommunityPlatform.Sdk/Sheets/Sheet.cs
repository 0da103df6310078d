namespace CommunityPlatform.Sdk.Sheets;

/// <summary>What a column holds; it decides how a cell looks and sorts in the spreadsheet.</summary>
public enum SheetKind
{
    /// <summary>文字 · Stays text, whatever it starts with: it is never taken as a formula.</summary>
    Text,
    /// <summary>数字 · A number.</summary>
    Number,
    /// <summary>金额 · Yuan with two decimals; given in fen.</summary>
    Money,
    /// <summary>日期 · A day.</summary>
    Day,
    /// <summary>时间 · A moment on the communities' wall clock; given in UTC.</summary>
    Moment,
}

/// <summary>One column.</summary>
/// <param name="Title">Its heading, in the current culture.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Value">The cell of a row as a string, decimal (money in yuan), <see cref="DateOnly"/> or wall-clock <see cref="DateTime"/>; null leaves it empty.</param>
public sealed record SheetColumn<TRow>(string Title, SheetKind Kind, Func<TRow, object?> Value);

/// <summary>
/// 表格 · How a list looks when it is taken out as a spreadsheet. Give it the rows of the screen, masked as they are there:
/// <code>new Sheet&lt;EventRow&gt;(texts["Events.Title"]).Text(texts["Plan.Title"], row => row.Title).Moment(texts["Plan.Start"], row => row.Start)</code>
/// </summary>
/// <param name="title">The list's name in the current culture; it names the sheet and the file and stands above every printed page.</param>
public sealed class Sheet<TRow>(string title)
{
    private readonly List<SheetColumn<TRow>> _columns = [];

    /// <summary>The list's name.</summary>
    public string Title { get; } = title;

    /// <summary>The columns from left to right.</summary>
    public IReadOnlyList<SheetColumn<TRow>> Columns => _columns;

    /// <summary>Adds a column of text.</summary>
    public Sheet<TRow> Text(string heading, Func<TRow, string?> value) => Add(heading, SheetKind.Text, value);

    /// <summary>Adds a column of numbers.</summary>
    public Sheet<TRow> Number(string heading, Func<TRow, decimal?> value) => Add(heading, SheetKind.Number, row => value(row));

    /// <summary>Adds a column of money.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="fen">The amount in fen.</param>
    public Sheet<TRow> Money(string heading, Func<TRow, long?> fen) => Add(heading, SheetKind.Money, row => fen(row) is { } amount ? Sdk.Money.Yuan(amount) : null);

    /// <summary>Adds a column of days.</summary>
    public Sheet<TRow> Day(string heading, Func<TRow, DateOnly?> value) => Add(heading, SheetKind.Day, row => value(row));

    /// <summary>Adds a column of moments.</summary>
    /// <param name="heading">Its heading.</param>
    /// <param name="utc">The moment, UTC.</param>
    public Sheet<TRow> Moment(string heading, Func<TRow, DateTime?> utc) => Add(heading, SheetKind.Moment, row => utc(row) is { } moment ? ChinaTime.Local(moment) : null);

    private Sheet<TRow> Add(string heading, SheetKind kind, Func<TRow, object?> value)
    {
        _columns.Add(new(heading, kind, value));
        return this;
    }
}
