using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>What a column of the spreadsheet can be.</summary>
internal enum ResidentField
{
    /// <summary>姓名.</summary>
    Name,
    /// <summary>出生年份: a year, a date, or an identity number of which nothing but the year is taken.</summary>
    Born,
    /// <summary>联系电话.</summary>
    Phone,
    /// <summary>楼栋.</summary>
    Building,
    /// <summary>单元.</summary>
    Stair,
    /// <summary>门牌.</summary>
    Door,
    /// <summary>监护人: for a child, the name of an adult of the same door.</summary>
    Guardian,
}

/// <summary>列对应 · Which column is which field, counted from nought.</summary>
internal sealed record ResidentColumns(IReadOnlyDictionary<ResidentField, int> Of)
{
    public static IReadOnlyList<ResidentField> Needed { get; } = [ResidentField.Name, ResidentField.Born, ResidentField.Building, ResidentField.Door];

    /// <summary>Guesses by the headings; the words that people use stand in the resources, parted by bars.</summary>
    public static ResidentColumns Guess(IReadOnlyList<string> headings, IStringLocalizer texts)
    {
        var guess = new Dictionary<ResidentField, int>();
        foreach (var field in Enum.GetValues<ResidentField>())
        {
            var words = texts[$"Import.Headings.{field}"].Value.Split('|');
            var column = Find(headings, heading => words.Contains(heading, StringComparer.OrdinalIgnoreCase), guess)
                ?? Find(headings, heading => words.Any(word => heading.Contains(word, StringComparison.OrdinalIgnoreCase)), guess);
            if (column is { } at) guess[field] = at;
        }
        return new(guess);
    }

    /// <summary>The needed fields that no column was chosen for.</summary>
    public IEnumerable<ResidentField> Missing => Needed.Where(needed => !Of.ContainsKey(needed));

    public string Cell(IReadOnlyList<string> cells, ResidentField field) => Of.TryGetValue(field, out var at) && at >= 0 && at < cells.Count ? cells[at] : "";

    public string ToJson() => JsonSerializer.Serialize(Of.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value));

    public static ResidentColumns FromJson(string json) =>
        new(JsonSerializer.Deserialize<Dictionary<string, int>>(json)!.ToDictionary(pair => Enum.Parse<ResidentField>(pair.Key), pair => pair.Value));

    private static int? Find(IReadOnlyList<string> headings, Func<string, bool> fits, Dictionary<ResidentField, int> taken)
    {
        for (var i = 0; i < headings.Count; i++)
            if (headings[i].Length > 0 && !taken.ContainsValue(i) && fits(headings[i])) return i;
        return null;
    }
}
