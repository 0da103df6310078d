using CommunityPlatform.Host.Scenes;
using Xunit;

namespace CommunityPlatform.Host.Tests.Scenes;

public sealed class SceneNamesTests
{
    public static TheoryData<string> Names => DevScenes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_name_can_be_found_by_pinyin_and_by_initials(string name)
    {
        Assert.All(DevScenes.People(name).Persons, x =>
        {
            Assert.Matches("^[a-z]+$", x.NamePinyin);
            Assert.Equal(x.Name.Count(c => c != '·'), x.NameInitials.Length);
            Assert.Equal(x.NamePinyin[0], x.NameInitials[0]);
            Assert.InRange(x.Name.Length, 2, 20);
        });
    }

    [Theory]
    [InlineData("单", "shan")]
    [InlineData("曾", "zeng")]
    [InlineData("覃", "qin")]
    [InlineData("吕", "lv")]
    [InlineData("欧阳", "ouyang")]
    [InlineData("尉迟", "yuchi")]
    public void Surnames_read_as_surnames(string surname, string pinyin)
    {
        var bearers = new[] { "jia", "yi" }
            .SelectMany(x => DevScenes.People(x).Persons)
            .Where(x => x.Name.StartsWith(surname, StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(bearers);
        Assert.All(bearers, x => Assert.StartsWith(pinyin, x.NamePinyin, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Long_and_rare_names_occur_but_stay_rare(string name)
    {
        var persons = DevScenes.People(name).Persons;
        var longer = persons.Count(x => x.Name.Length > 3);

        Assert.InRange(longer, 10, persons.Count / 50);
        Assert.Contains(persons, x => x.Name.Contains('·', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Most_households_share_a_surname(string name)
    {
        var homes = DevScenes.People(name).Persons.GroupBy(x => x.HouseholdId).Where(x => x.Count() >= 3).ToList();

        var shared = homes.Count(home => home.GroupBy(x => x.Name[0]).Any(x => x.Count() >= 2));
        Assert.True(shared * 100 >= homes.Count * 95);
    }

    [Fact]
    public void A_character_has_one_reading_in_given_names()
    {
        var readings = SceneNameTables.Given
            .SelectMany(x => new[] { x.ManFirst, x.ManSecond, x.WomanFirst, x.WomanSecond })
            .Append(SceneNameTables.SingleGiven)
            .SelectMany(x => x.Split(','))
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.Equal(readings.Count, readings.Select(x => x.Split(' ')[0]).Distinct(StringComparer.Ordinal).Count());
    }
}
