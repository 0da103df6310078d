using System.Globalization;
using System.Text.RegularExpressions;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>What is wrong with a row: words stand under <c>Row.</c> and the code.</summary>
/// <param name="Row">As the spreadsheet counts.</param>
/// <param name="Field">The column it lies in, or null for the whole row.</param>
/// <param name="Code">The key of its words.</param>
/// <param name="Value">What stands there, for whoever has the spreadsheet anyway; never stored.</param>
internal sealed record RowProblem(int Row, ResidentField? Field, string Code, string Value);

/// <summary>One row of the spreadsheet as a resident.</summary>
internal sealed partial record ResidentDraft(int Row, string Name, int BirthYear, string? Phone, string Building, int Stair, string Door, string? Guardian = null)
{
    /// <summary>Reads a row; every problem of it is told, not only the first.</summary>
    public static ResidentDraft? From(int row, IReadOnlyList<string> cells, ResidentColumns columns, int thisYear, List<RowProblem> problems)
    {
        var before = problems.Count;
        var name = Cell(ResidentField.Name);
        if (name.Length == 0) Problem(ResidentField.Name, "Missing", "");
        else if (name.Length > 50) Problem(ResidentField.Name, "TooLong", name);
        else if (name.Any(char.IsDigit)) Problem(ResidentField.Name, "NameDigits", name);
        var born = Cell(ResidentField.Born);
        var year = YearOf(born);
        if (born.Length == 0) Problem(ResidentField.Born, "Missing", "");
        else if (year is null) Problem(ResidentField.Born, "Year", Shown(born));
        else if (year < SaveResident.OldestYear || year > thisYear) Problem(ResidentField.Born, "YearRange", Shown(born));
        var typed = Cell(ResidentField.Phone);
        var phone = Contact.Tidy(typed);
        if (typed.Length > 0 && phone is null) Problem(ResidentField.Phone, "Phone", typed);
        var building = Cell(ResidentField.Building);
        if (building.Length == 0) Problem(ResidentField.Building, "Missing", "");
        var door = Cell(ResidentField.Door);
        if (door.Length == 0) Problem(ResidentField.Door, "Missing", "");
        else if (door.Length > 30) Problem(ResidentField.Door, "TooLong", door);
        var stairs = Cell(ResidentField.Stair);
        var stair = stairs.Length > 0 ? NumberIn(stairs) : StairOf(door);
        if (stair is null or < 1 or > 50) Problem(ResidentField.Stair, "Stair", stairs.Length > 0 ? stairs : door);
        return problems.Count > before ? null : new(row, name, year!.Value, phone, building, stair!.Value, WithStair(door, stair.Value, stairs.Length > 0), Cell(ResidentField.Guardian) is { Length: > 0 } guardian ? guardian : null);

        string Cell(ResidentField field) => columns.Cell(cells, field);

        void Problem(ResidentField field, string code, string value) => problems.Add(new(row, field, code, value));
    }

    /// <summary>The year out of 1958, 1958-3-1, 1958.03 or an identity number.</summary>
    internal static int? YearOf(string text)
    {
        if (PersonalNumbers.IsIdNumber(text)) return int.Parse(text.AsSpan(6, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        var match = Year().Match(Plain(text));
        return match.Success ? int.Parse(match.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>An identity number is never shown back.</summary>
    private static string Shown(string born) => born.Length >= 15 ? Masks.IdNumber(born) : born;

    /// <summary>3 out of "3\u5355\u5143502" or "3-502"; a house without stairs has one.</summary>
    internal static int? StairOf(string door)
    {
        var match = DoorStair().Match(Plain(door));
        return match.Success ? int.Parse(match.Groups["stair"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 1;
    }

    /// <summary>Digits of a Chinese keyboard are wide ones; those of other scripts stay what they are and are no numbers here.</summary>
    private static string Plain(string text) => string.Concat(text.Select(letter => letter is >= '\uff10' and <= '\uff19' ? (char)(letter - '\uff10' + '0') : letter));

    private static int? NumberIn(string text)
    {
        var match = Digits().Match(Plain(text));
        return match.Success && int.TryParse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // The register keeps the door with its stair, as people say it.
    private static string WithStair(string door, int stair, bool apart) => apart && !DoorStair().IsMatch(Plain(door)) ? $"{stair}\u5355\u5143{door}" : door;

    [GeneratedRegex(@"^\s*(?<year>(19|20)[0-9]{2})(\s*$|[^0-9].*$|(0[1-9]|1[0-2])([0-3]\d)?\s*$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Year();

    [GeneratedRegex(@"^\s*(?<stair>[0-9]{1,2})\s*(\u5355\u5143|[-\u2013_])\s*\S", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex DoorStair();

    [GeneratedRegex(@"[0-9]{1,4}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Digits();
}
