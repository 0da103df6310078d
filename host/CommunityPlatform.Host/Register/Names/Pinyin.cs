using System.Collections.Frozen;
using System.Text;

namespace CommunityPlatform.Host.Register.Names;

/// <summary>
/// 拼音 · How a name is typed: without tones and spaces, ü as v. Readings are those of the Unihan database (kMandarin); surnames
/// that are read otherwise than the same character elsewhere stand here.
/// </summary>
internal static class Pinyin
{
    private static readonly FrozenDictionary<Rune, string> Readings = Read();

    // Read differently as a surname than elsewhere.
    private static readonly FrozenDictionary<string, string> Surnames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["\u5355"] = "shan", ["\u66FE"] = "zeng", ["\u89E3"] = "xie", ["\u4EC7"] = "qiu", ["\u533A"] = "ou", ["\u67E5"] = "zha", ["\u4EFB"] = "ren",
        ["\u76D6"] = "ge", ["\u6734"] = "piao", ["\u4E50"] = "yue", ["\u534E"] = "hua", ["\u5BBF"] = "su", ["\u7FDF"] = "zhai", ["\u5C09\u8FDF"] = "yu chi",
        ["\u957F\u5B59"] = "zhang sun", ["\u4E07\u4FDF"] = "mo qi", ["\u6FB9\u53F0"] = "tan tai", ["\u7FBA"] = "zu", ["\u8584"] = "bo", ["\u8C8C"] = "miao",
        ["\u79CD"] = "chong", ["\u79D8"] = "bi", ["\u51BC"] = "xian", ["\u6298"] = "she", ["\u9ED1"] = "he", ["\u5458"] = "yun", ["\u4F17"] = "zhong",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The whole name and its initials: <c>lvguilan</c>, <c>lgl</c>. Characters without a reading are left out.</summary>
    public static (string Whole, string Initials) Of(string name)
    {
        var syllables = new List<string>();
        var rest = name.Trim();
        foreach (var length in (int[])[2, 1])
        {
            if (rest.Length <= length || !Surnames.TryGetValue(rest[..length], out var surname)) continue;
            syllables.AddRange(surname.Split(' '));
            rest = rest[length..];
            break;
        }
        foreach (var rune in rest.EnumerateRunes())
        {
            if (Readings.TryGetValue(rune, out var reading)) syllables.Add(reading);
            else if (Rune.IsLetter(rune) && rune.IsAscii) syllables.Add(Rune.ToLowerInvariant(rune).ToString());
        }
        return (string.Concat(syllables), string.Concat(syllables.Select(syllable => syllable[0])));
    }

    /// <summary>One line a syllable: the syllable, a space, its characters.</summary>
    private static FrozenDictionary<Rune, string> Read()
    {
        using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream("CommunityPlatform.Host.Register.Names.readings.txt")
            ?? throw new InvalidOperationException("The table of readings is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var readings = new Dictionary<Rune, string>(27_000);
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var syllable = line[..space];
            foreach (var rune in line[(space + 1)..].EnumerateRunes()) readings.Add(rune, syllable);
        }
        return readings.ToFrozenDictionary();
    }
}
