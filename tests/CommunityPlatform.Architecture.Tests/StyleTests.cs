using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CommunityPlatform.Architecture.Tests;

public partial class StyleTests
{
    public static TheoryData<string> Resources =>
        [.. Tree.Sources(".resx").Where(file => !file.EndsWith(".en.resx", StringComparison.Ordinal)).Select(Tree.Name)];

    [Theory, MemberData(nameof(Resources))]
    public void Both_languages_say_the_same_things(string file)
    {
        var chinese = Read(Path.Combine(Tree.Root, file));
        var english = Read(Path.Combine(Tree.Root, Path.ChangeExtension(file, ".en.resx")));
        Assert.Empty(chinese.Keys.Except(english.Keys));
        Assert.Empty(english.Keys.Except(chinese.Keys));
        foreach (var (key, words) in chinese)
            Assert.True(Holes(words).SetEquals(Holes(english[key])), $"{file}: {key} fills other placeholders in English");
    }

    [Fact]
    public void No_words_for_people_stand_in_code()
    {
        var found = new List<string>();
        foreach (var file in Tree.Sources(".cs", ".razor"))
        {
            // Name tables and scene files are data; the console speaks before anybody has chosen a language.
            if (Tree.Name(file).Contains("Scenes", StringComparison.Ordinal) || file.EndsWith("Announcement.cs", StringComparison.Ordinal)) continue;
            var text = RazorComment().Replace(File.ReadAllText(file), "");
            var lines = text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
                if (Chinese().IsMatch(LineComment().Replace(lines[i], ""))) found.Add($"{Tree.Name(file)}: {lines[i].Trim()}");
        }
        Assert.True(found.Count == 0, "Words belong into resources:\n" + string.Join('\n', found.Take(20)));
    }

    [Fact]
    public void Types_are_named_for_what_they_are()
    {
        var found = Tree.Sources(".cs", ".razor").Where(file => BadName().IsMatch(Path.GetFileNameWithoutExtension(file))).Select(Tree.Name).ToList();
        Assert.Empty(found);
    }

    [Fact]
    public void Handlers_are_internal_and_sealed()
    {
        var found = Tree.Sources(".cs").SelectMany(file => HandlerClass().Matches(File.ReadAllText(file)).Select(match => $"{Tree.Name(file)}: {match.Value}"))
            .Where(line => !line.Contains("internal sealed", StringComparison.Ordinal)).ToList();
        Assert.Empty(found);
    }

    [Fact]
    public void Every_decision_is_in_the_list()
    {
        var folder = Path.Combine(Tree.Root, "docs", "decisions");
        var list = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.All(Directory.EnumerateFiles(folder, "*.md").Select(Path.GetFileName).Where(name => name != "README.md"), name => Assert.Contains($"({name})", list, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Descendants("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static HashSet<string> Holes(string words) => [.. Hole().Matches(words).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"@\*.*?\*@|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex("//.*$")]
    private static partial Regex LineComment();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Utilities|Dto|Models)$")]
    private static partial Regex BadName();

    [GeneratedRegex(@"^.*class \w+Handler\b.*$", RegexOptions.Multiline)]
    private static partial Regex HandlerClass();
}
