using System.Text.Json;

namespace CommunityPlatform.Host.Privacy.Sheets;

/// <summary>表单内容 · What stands on a sheet: parts that were drafted, and answers that somebody gave.</summary>
internal sealed record SheetBody(IReadOnlyList<SheetPart> Parts, IReadOnlyList<SheetAnswer> Answers)
{
    // Chinese stays readable in the database.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(this, Readable);

    public static SheetBody FromJson(string json) => JsonSerializer.Deserialize<SheetBody>(json) ?? throw new JsonException("The sheet holds null.");
}

/// <summary>One table of it.</summary>
public sealed record SheetPart(string Title, IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>One question that only people can answer.</summary>
public sealed record SheetAnswer(string Question, string Answer);

/// <summary>泄露范围 · Which looks a breach sheet is about: a time, and perhaps one account.</summary>
public sealed record BreachScope(DateTime From, DateTime Before, string? Account);
