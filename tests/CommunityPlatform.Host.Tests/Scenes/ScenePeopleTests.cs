using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Scenes;
using Xunit;

namespace CommunityPlatform.Host.Tests.Scenes;

public sealed class ScenePeopleTests
{
    // If one of these changes, every demo community in the field would get other people under the same name.
    private const string JiaPrint = "FB1836EB02BEC36B";
    private const string YiPrint = "F2DA6D709D1D3D62";

    public static TheoryData<string> Names => DevScenes.Names;

    [Fact]
    public void Counts_come_out_exactly_for_jia()
    {
        var people = DevScenes.People("jia");

        Assert.Equal(
            (9, 58, 2320, 8010, 11, 730),
            (people.Grids.Count, people.Buildings.Count, people.Households.Count, people.Persons.Count, people.Units.Count, people.Units.Sum(x => x.Staff)));
    }

    [Fact]
    public void Counts_come_out_exactly_for_yi()
    {
        var people = DevScenes.People("yi");

        Assert.Equal(
            (12, 76, 3340, 12014, 19, 1180),
            (people.Grids.Count, people.Buildings.Count, people.Households.Count, people.Persons.Count, people.Units.Count, people.Units.Sum(x => x.Staff)));
    }

    [Theory]
    [InlineData("jia", JiaPrint)]
    [InlineData("yi", YiPrint)]
    public void The_same_scene_gives_the_same_rows_on_every_machine(string name, string print)
    {
        Assert.Equal(print, Print(DevScenes.People(name)));
        Assert.Equal(print, Print(DevScenes.People(name)));
    }

    [Fact]
    public void Another_seed_gives_other_people_and_the_same_counts()
    {
        var scene = DevScenes.Load("jia");
        var one = ScenePeople.From(scene);
        var other = ScenePeople.From(scene with { Seed = scene.Seed + 1 });

        Assert.Equal(one.Persons.Count, other.Persons.Count);
        Assert.Empty(one.Persons.Select(x => x.Id).Intersect(other.Persons.Select(x => x.Id)));
        Assert.NotEqual(Print(one), Print(other));
    }

    [Fact]
    public void No_two_rows_share_an_id_within_or_across_communities()
    {
        var ids = new[] { DevScenes.People("jia"), DevScenes.People("yi") }
            .SelectMany(x => x.Grids.Select(g => g.Id)
                .Concat(x.Buildings.Select(b => b.Id))
                .Concat(x.Households.Select(h => h.Id))
                .Concat(x.Persons.Select(p => p.Id))
                .Concat(x.Units.Select(u => u.Id)))
            .ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, x => Assert.Equal(7, x.Version));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Everyone_lives_in_a_household_and_no_household_is_empty(string name)
    {
        var people = DevScenes.People(name);

        var lived = people.Persons.Select(x => x.HouseholdId).ToHashSet();
        Assert.Equal(people.Households.Select(x => x.Id).ToHashSet(), lived);
        Assert.True(people.Persons.GroupBy(x => x.HouseholdId).Max(x => x.Count()) <= 7);
        Assert.All(
            people.Persons.GroupBy(x => x.HouseholdId),
            home => Assert.Contains(home, x => 2026 - x.BirthYear >= 18));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_household_has_its_own_door_inside_its_building(string name)
    {
        var people = DevScenes.People(name);
        var buildings = people.Buildings.ToDictionary(x => x.Id);

        Assert.Equal(people.Households.Count, people.Households.Select(x => (x.BuildingId, x.Door)).Distinct().Count());
        Assert.All(people.Households, x =>
        {
            var building = buildings[x.BuildingId];
            Assert.InRange(x.Stair, 1, building.Stairs);
            Assert.StartsWith($"{x.Stair}单元", x.Door, StringComparison.Ordinal);
            Assert.InRange(int.Parse(x.Door.Split("单元")[1][..^2]), 1, building.Floors);
        });
        Assert.Equal(buildings.Count, people.Households.Select(x => x.BuildingId).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_building_stands_in_one_grid_and_grids_are_of_like_size(string name)
    {
        var people = DevScenes.People(name);
        var grids = people.Grids.ToDictionary(x => x.Id, _ => 0);
        var gridOf = people.Buildings.ToDictionary(x => x.Id, x => x.GridId);
        foreach (var household in people.Households)
        {
            grids[gridOf[household.BuildingId]]++;
        }

        var usual = people.Households.Count / people.Grids.Count;
        Assert.All(grids.Values, x => Assert.InRange(x, usual * 70 / 100, usual * 130 / 100));
        Assert.Equal(people.Grids.Count, people.Grids.Select(x => x.Code).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ages_are_those_of_a_city_community(string name)
    {
        var ages = DevScenes.People(name).Persons.Select(x => 2026 - x.BirthYear).ToList();

        Assert.All(ages, x => Assert.InRange(x, 0, 97));
        Assert.Equal(Math.Round(ages.Count * 0.20m), ages.Count(x => x >= 60));
        Assert.InRange(ages.Count(x => x < 18) * 100 / ages.Count, 10, 25);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Phones_are_plainly_made_up_and_never_shared(string name)
    {
        var (persons, given) = (DevScenes.People(name).Persons, DevScenes.People(name).Phones);
        var phones = given.Values.ToList();

        Assert.All(phones, x => Assert.Matches("^138000[0-9]{5}$", x));
        Assert.Equal(phones.Count, phones.Distinct().Count());
        Assert.Equal((int)Math.Round(persons.Count * 0.15m), persons.Count - phones.Count);
        Assert.DoesNotContain(persons, x => given.ContainsKey(x.Id) && 2026 - x.BirthYear < 10);
    }

    [Fact]
    public void Picks_the_same_different_grown_ups_for_one_purpose()
    {
        var people = DevScenes.People("jia");

        var picked = people.PickAdults("film", 112);

        Assert.Equal(112, picked.Select(x => x.Id).Distinct().Count());
        Assert.All(picked, x => Assert.True(2026 - x.BirthYear >= 18));
        Assert.Equal(picked.Select(x => x.Id), people.PickAdults("film", 112).Select(x => x.Id));
        Assert.NotEqual(picked.Select(x => x.Id), people.PickAdults("tea", 112).Select(x => x.Id));
        Assert.Throws<ArgumentOutOfRangeException>(() => people.PickAdults("film", 9000));
    }

    private static string Print(ScenePeople people)
    {
        var text = new StringBuilder();
        people.Grids.ToList().ForEach(x => text.Append($"{x.Id}|{x.Code}|{x.Name}\n"));
        people.Buildings.ToList().ForEach(x => text.Append($"{x.Id}|{x.GridId}|{x.Name}|{x.Stairs}|{x.Floors}\n"));
        people.Households.ToList().ForEach(x => text.Append($"{x.Id}|{x.BuildingId}|{x.Stair}|{x.Door}\n"));
        people.Persons.ToList().ForEach(x => text.Append($"{x.Id}|{x.HouseholdId}|{x.Name}|{x.NamePinyin}|{x.NameInitials}|{people.Phones.GetValueOrDefault(x.Id)}|{x.BirthYear}\n"));
        people.Units.ToList().ForEach(x => text.Append($"{x.Id}|{x.Name}|{x.Kind}|{x.Staff}\n"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
