using System.Globalization;

namespace CommunityPlatform.Host.Scenes;

/// <param name="Pinyin">Joined, without tones.</param>
/// <param name="Initials">One letter for each syllable.</param>
internal readonly record struct SceneName(string Text, string Pinyin, string Initials)
{
    public static SceneName operator +(SceneName left, SceneName right) =>
        new(left.Text + right.Text, left.Pinyin + right.Pinyin, left.Initials + right.Initials);
}

/// <summary>Gives families and people their names.</summary>
internal sealed class SceneNames(SceneRandom random)
{
    private static readonly SceneName Dot = new("·", "", "");
    private static readonly SceneName[] Common = Weighted(SceneNameTables.Surnames);
    private static readonly SceneName[] Rare = Parse(SceneNameTables.RareSurnames);
    private static readonly SceneName[] Compound = Parse(SceneNameTables.CompoundSurnames);
    private static readonly SceneName[] LongWomen = Parse(SceneNameTables.LongWomen);
    private static readonly SceneName[] LongMen = Parse(SceneNameTables.LongMen);
    private static readonly SceneName[] Single = Parse(SceneNameTables.SingleGiven);

    private static readonly (int From, SceneName[][] Parts)[] Given =
    [
        .. SceneNameTables.Given.Select(x => (
            x.From, new[] { Parse(x.ManFirst), Parse(x.ManSecond), Parse(x.WomanFirst), Parse(x.WomanSecond) })),
    ];

    /// <summary>A family's surname, or its way of naming where there is none.</summary>
    public Family NextFamily() => random.Between(1, 1000) switch
    {
        <= 4 => new Family(random.Pick(LongMen), WithoutSurname: true),
        <= 9 => new Family(random.Pick(Compound), WithoutSurname: false),
        <= 18 => new Family(random.Pick(Rare), WithoutSurname: false),
        _ => new Family(random.Pick(Common), WithoutSurname: false),
    };

    public SceneName Next(Family family, SceneMember member, int birthYear)
    {
        if (family.WithoutSurname)
        {
            // The father's name follows the own one; no one is called after himself.
            var own = random.Pick(member.Man ? LongMen : LongWomen);
            return own == family.Name || random.Percent(40) ? own : own + Dot + family.Name;
        }

        var surname = member.OwnSurname ? random.Pick(Common) : family.Name;
        return surname + NextGiven(surname, member.Man, birthYear);
    }

    private SceneName NextGiven(SceneName surname, bool man, int birthYear)
    {
        if (birthYear >= 1978 && random.Percent(5))
        {
            return random.Pick(Single);
        }

        var parts = Given.Last(x => x.From <= birthYear).Parts;
        SceneName first, second;
        do
        {
            first = random.Pick(parts[man ? 0 : 2]);
            second = random.Pick(parts[man ? 1 : 3]);
        }
        while (first.Text == second.Text || first.Text == surname.Text || second.Text == surname.Text);

        return first + second;
    }

    private static SceneName[] Parse(string table) => [.. table.Split(',').Select(x => Entry(x.Split(' ')))];

    private static SceneName[] Weighted(string table) =>
    [
        .. table.Split(',').Select(x => x.Split(' '))
            .SelectMany(x => Enumerable.Repeat(Entry(x[..^1]), int.Parse(x[^1], CultureInfo.InvariantCulture))),
    ];

    private static SceneName Entry(string[] words) =>
        new(words[0], string.Concat(words.Skip(1)), string.Concat(words.Skip(1).Select(x => x[0])));

    internal readonly record struct Family(SceneName Name, bool WithoutSurname);
}
